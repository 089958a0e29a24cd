import type { NDArray } from '@cfq/jit';
import type { QuantizationScheme } from '../../scheme/quantization-scheme.ts';
import type { StudentParameters } from '../../scheme/student-parameters.ts';
import type { StageText } from '../stage.ts';
import type { StartedSetting } from '../student-setting.ts';

/** What is rounded. */
export interface RoundProblem {
  /** One candidate a layer. */
  readonly scheme: QuantizationScheme;
  /** What training under it arrived at. */
  readonly fitted: StudentParameters<NDArray>;
  /** Updates of the native calls that are left for it. */
  readonly calls: readonly number[];
}

/** Settles which code stands for each weight. */
export interface RoundStage extends StageText {
  /** How many of the run's native calls it spends, the last ones. */
  readonly calls: number;
  /** Whether hidden units come back in another scale; default false. */
  readonly rescales?: boolean;
  /** Parameters whose weights the quantizer rounds to the codes that were chosen. */
  round(setting: StartedSetting, problem: RoundProblem): Promise<StudentParameters<NDArray>>;
}
