import type { ActionsSetting } from '../cells/actions/actions-setting.ts';
import type { CellSettings } from '../cells/cell-settings.ts';
import type { Grid } from '../cells/overrides/grid.ts';
import type { TuningCriterion } from '@cfq/training';

/** A checked request for a search. */
export interface TuneConfiguration {
  readonly dataset: string;
  readonly method: string;
  readonly grid: Grid;
  readonly by: TuningCriterion;
  readonly budgetBits: number;
  readonly seeds: readonly number[];
  readonly backbone: string;
  /** What people may do, as it was asked for: a name or a file. */
  readonly actions?: string;
  /** The same, a file read; undefined where that is for the data set to say. */
  readonly policy: ActionsSetting | undefined;
  readonly teacher: CellSettings['teacherOptions'];
  readonly threshold: CellSettings['decision'];
  readonly classWeights: CellSettings['classWeights'];
  readonly plugins: readonly string[];
  readonly out: string;
  readonly jobs: number;
  readonly threads: number;
  readonly dataDir?: string;
  readonly json: boolean;
}
