import type { FeatureSpace } from '../encoding/feature-space.ts';
import type { Split } from '../splits/split.ts';

export interface ShiftOptions {
  /** How far, ≥ 0; each shift says what one unit is. 0 changes nothing. */
  readonly strength: number;
  /** A whole number in 0 … 2³² − 1. */
  readonly seed: number;
  /** The space the split's rows are encoded in. */
  readonly featureSpace: FeatureSpace;
}

/** A change of the people a model meets, as a pure function of a part of a split. */
export interface Shift {
  readonly name: string;
  /** What changes, and what one unit of strength is; one sentence. */
  readonly description: string;
  /**
   * The shifted part; the given one is left alone. `rows` and `subgroups` say for every shifted row which person it
   * comes from; `rows` stay ascending, and repeat where a person is drawn more than once.
   *
   * @throws DatasetError on an unknown option, a strength or a seed out of range, or where the shift is impossible.
   */
  readonly apply: (split: Split, options: ShiftOptions) => Split;
}
