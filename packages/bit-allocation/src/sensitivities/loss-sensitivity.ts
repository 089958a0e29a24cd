import { defaultCandidates } from '../allocation.ts';
import { measureSensitivity, type MeasurementOptions } from './measure-sensitivity.ts';
import type { MeasurementRows } from './sensitivity-batches.ts';
import type { Sensitivity } from './sensitivity.ts';

/** Arguments of {@link lossSensitivity}. */
export interface LossSensitivityProblem extends MeasurementOptions, MeasurementRows {}

/**
 * The rise of the task loss when one layer alone is quantized, measured on given rows and their labels:
 * `E[ℓ(f_{l→b}(x), y)] − E[ℓ(f(x), y)]`, for every layer `l` and bit-width `b`.
 *
 * @throws AllocationError for malformed input or a NaN loss; the signal's reason when aborted.
 */
export async function lossSensitivity(problem: LossSensitivityProblem): Promise<Sensitivity> {
  const { candidates = defaultCandidates, x, labels } = problem;
  return measureSensitivity('lossSensitivity', { x, labels }, { ...problem, candidates });
}
