import { defaultCandidates } from '../allocation.ts';
import { measureSensitivity, type MeasurementOptions } from './measure-sensitivity.ts';
import { recoursePoints, type RecourseRows } from './recourse-points.ts';
import type { Sensitivity } from './sensitivity.ts';

/** Arguments of {@link counterfactualSensitivity}. */
export interface CounterfactualSensitivityProblem extends MeasurementOptions, RecourseRows {
  /** Class that the recourse aims at. */
  readonly target: number;
}

/**
 * The rise of the target-class loss at the teacher's recourse points when one layer alone is quantized, measured:
 * `E[ℓ(f_{l→b}(x + δ_fp), y_tgt)] − E[ℓ(f(x + δ_fp), y_tgt)]`, over rows whose action succeeds, for every layer `l`
 * and bit-width `b`. With a cross-entropy for `ℓ` this is the rise of CFQ's `L_valid`: how much of the promise
 * a layer's bits carry.
 *
 * @throws AllocationError for malformed input, no valid row or a NaN loss; the signal's reason when aborted.
 * @see CFQ §4.2 for `L_valid`; CFQ §5 (CF-PTQ) allocates by an approximation of it.
 */
export async function counterfactualSensitivity(
  problem: CounterfactualSensitivityProblem,
): Promise<Sensitivity> {
  const { candidates = defaultCandidates, target } = problem;
  const x = recoursePoints('counterfactualSensitivity', problem);
  const labels = new Int32Array(x.shape[0]!).fill(target);
  return measureSensitivity('counterfactualSensitivity', { x, labels }, { ...problem, candidates });
}
