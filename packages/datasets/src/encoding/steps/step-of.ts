import type { FeatureSpec } from '../../dataset/feature-spec.ts';
import { DatasetError } from '../../internals/dataset-error.ts';

/**
 * The step of a feature's values in raw units, `undefined` where they are continuous: the `step` that is given, else 1
 * where `integer` is.
 *
 * @throws DatasetError for a step that is no number above 0, that contradicts `integer`, or of a feature that is not
 *   numeric.
 */
export function stepOf({ name, kind, step, integer }: FeatureSpec): number | undefined {
  if (step === undefined && integer !== true) return undefined;
  if (kind !== 'numeric') {
    throw new DatasetError(
      `fitFeatureSpace: ${kind} feature "${name}" has levels (expected no step, got ` +
        `${step === undefined ? 'integer' : `step ${step}`}). Remove it, or make the feature numeric.`,
    );
  }
  if (step === undefined) return 1;
  if (!(step > 0 && step < Infinity)) {
    throw new DatasetError(
      `fitFeatureSpace: the step of "${name}" is a number above 0 (got ${step}). Correct it.`,
    );
  }
  if (integer === true && !Number.isInteger(step)) {
    throw new DatasetError(
      `fitFeatureSpace: "${name}" holds whole numbers (integer: true), so its step is one (got ${step}). ` +
        'Correct the step, or leave integer out.',
    );
  }
  return step;
}
