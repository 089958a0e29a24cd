import { assertKnownOptions } from '../internals/assert-known-options.ts';
import { DatasetError } from '../internals/dataset-error.ts';
import type { Split } from '../splits/split.ts';
import type { ShiftOptions } from './shift.ts';

/**
 * Refuses options no shift can follow.
 *
 * @throws DatasetError naming the option.
 */
export function assertShiftOptions(caller: string, split: Split, options: ShiftOptions): void {
  assertKnownOptions(caller, options, ['strength', 'seed', 'featureSpace']);
  const { strength, featureSpace } = options;
  if (!Number.isFinite(strength) || strength < 0) {
    throw new DatasetError(
      `${caller}: strength is a number ≥ 0 (got ${strength}). 0 leaves the rows as they are.`,
    );
  }
  if (split.x.shape[1] !== featureSpace.width) {
    throw new DatasetError(
      `${caller}: the rows are encoded in the feature space (expected ${featureSpace.width} columns, got ` +
        `${split.x.shape[1]}). Pass the space the split was prepared with.`,
    );
  }
}
