import type { StageText } from '../stage.ts';
import type { StudentSetting, StudentStart } from '../student-setting.ts';

/** What a start is made from. */
export type StartSetting = Pick<
  StudentSetting,
  'teacher' | 'dataset' | 'seed' | 'threads' | 'scope' | 'signal'
>;

/** Makes the full-precision model that is quantized. */
export interface StartStage extends StageText {
  make(setting: StartSetting): Promise<StudentStart>;
}
