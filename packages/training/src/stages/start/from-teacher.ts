import type { StartStage } from './start-stage.ts';

/** The teacher as it is. */
export const fromTeacher: StartStage = {
  name: 'teacher',
  description: 'the teacher as it is',
  options: {},
  make: ({ teacher }) => Promise.resolve({ parameters: teacher.parameters, masks: [] }),
};
