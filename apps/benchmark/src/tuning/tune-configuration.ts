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
  readonly plugins: readonly string[];
  readonly out: string;
  readonly jobs: number;
  readonly threads: number;
  readonly dataDir?: string;
  readonly json: boolean;
}
