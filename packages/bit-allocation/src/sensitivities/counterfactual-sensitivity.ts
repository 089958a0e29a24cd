import type { NDArray } from '@cfq/jit';
import { AllocationError } from '../allocation-error.ts';
import { defaultCandidates } from '../allocation.ts';
import { measureSensitivity, type MeasurementOptions } from './measure-sensitivity.ts';
import type { Sensitivity } from './sensitivity.ts';

/** Arguments of {@link counterfactualSensitivity}. */
export interface CounterfactualSensitivityProblem extends MeasurementOptions {
  /** Factual rows, float32 `[rows, columns]`. */
  readonly factual: NDArray;
  /** The teacher's actions `δ_fp`, in the shape of `factual`. */
  readonly delta: NDArray;
  /** Class that the recourse aims at. */
  readonly target: number;
  /** 1 where the teacher's action succeeds; the other rows are left out. Default: every row. */
  readonly valid?: ArrayLike<number>;
}

function recoursePoints({ factual, delta, valid }: CounterfactualSensitivityProblem): NDArray {
  const [rows, columns] = factual.shape;
  const agrees =
    factual.shape.length === 2 &&
    delta.shape.length === 2 &&
    delta.shape[0] === rows &&
    delta.shape[1] === columns &&
    (valid === undefined || valid.length === rows);
  if (!agrees || rows === undefined || columns === undefined) {
    throw new AllocationError(
      `counterfactualSensitivity: factual rows, actions and validity must agree (got [${factual.shape.join(', ')}], ` +
        `[${delta.shape.join(', ')}] and ${valid?.length ?? 'no'} flags).`,
    );
  }
  const kept = Array.from({ length: rows }, (_, row) => row).filter((row) => (valid?.[row] ?? 1) !== 0);
  if (kept.length === 0) {
    throw new AllocationError(
      'counterfactualSensitivity: no row has a successful action (expected at least one). Check the recourse.',
    );
  }
  const data = new Float32Array(kept.length * columns);
  kept.forEach((row, index) => {
    for (let column = 0; column < columns; column += 1) {
      const source = row * columns + column;
      data[index * columns + column] = factual.data[source]! + delta.data[source]!;
    }
  });
  return { data, shape: [kept.length, columns] };
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
  const x = recoursePoints(problem);
  const labels = new Int32Array(x.shape[0]!).fill(target);
  return measureSensitivity('counterfactualSensitivity', { x, labels }, { ...problem, candidates });
}
