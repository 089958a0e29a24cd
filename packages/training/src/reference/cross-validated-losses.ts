import { favourableClass } from '../model/favourable-class.ts';
import { solvePenalisedLogistic, type PenalisedLogistic } from './penalised-logistic.ts';
import { timesCoefficients, type SparseRows } from './sparse-rows.ts';

/** What {@link crossValidatedLosses} takes. */
export interface CrossValidatedProblem {
  readonly x: SparseRows;
  /** Labels [n]. */
  readonly labels: Int32Array;
  /** What each row weighs [n]. */
  readonly weights: Float64Array;
  /** Penalties, all positive, and what was found of each on all of the rows. */
  readonly runs: readonly { readonly decay: number; readonly found?: PenalisedLogistic }[];
}

/** Parts that take turns at being held out. */
const folds = 5;

/** How near the optimum a fold of full and wide rows is solved to: its losses are then right to far more than they are compared to. */
const foldTolerance = 1e-6;

/**
 * What each penalty costs on rows that it has not been fitted on: every row is held out once, in one of five folds that
 * share out the rows of each class in turn, and the penalty is shrunk with the rows that are left.
 *
 * @returns for each penalty, in the order given, the weighted losses of all rows [n]
 */
export function crossValidatedLosses({
  x,
  labels,
  weights,
  runs,
}: CrossValidatedProblem): { readonly decay: number; readonly losses: Float64Array }[] {
  const seen = [0, 0];
  const foldOf = Uint8Array.from(labels, (label) => seen[Number(label === favourableClass)]!++ % folds);
  const results = runs.map((run) => ({ ...run, losses: new Float64Array(x.rows) }));
  for (let fold = 0; fold < folds; fold += 1) {
    const kept = weights.map((weight, row) => (foldOf[row] === fold ? 0 : weight));
    const share = kept.filter((weight) => weight > 0).length / x.rows;
    let start: Float64Array | undefined;
    for (const { decay, found, losses } of [...results].sort((a, b) => b.decay - a.decay)) {
      const { coefficients } = solvePenalisedLogistic({
        x,
        labels,
        weights: kept,
        penalty: decay * share,
        // Where systems are solved with a factor, what all of the rows gave is nearest.
        start: found?.factor === undefined ? start : found.coefficients,
        factor: found?.factor,
        tolerance: found?.factor === undefined ? undefined : foldTolerance,
      });
      start = coefficients;
      timesCoefficients(x, coefficients).forEach((odds, row) => {
        if (foldOf[row] !== fold) return;
        const right = labels[row] === favourableClass ? odds : -odds;
        losses[row] = weights[row]! * (Math.max(-right, 0) + Math.log1p(Math.exp(-Math.abs(right))));
      });
    }
  }
  return results;
}
