import { DeployError } from '../deploy-error.ts';
import type { NDArray } from '@cfq/jit';

/** How one run of a deployed file compares with the student it was packed from. */
export interface DecisionComparison {
  /** Rows compared. */
  readonly rows: number;
  /** Rows whose decision (largest logit, the lower class on a tie) differs. */
  readonly changed: number;
  /** Share of rows with the same decision; NaN where there are no rows. */
  readonly agreement: number;
  /** Largest absolute difference of a logit, in logits; NaN where there are no rows. */
  readonly largestDifference: number;
}

const decision = (logits: ArrayLike<number>, row: number, classes: number): number => {
  let best = 0;
  for (let label = 1; label < classes; label += 1) {
    if (logits[row * classes + label]! > logits[row * classes + best]!) best = label;
  }
  return best;
};

/**
 * Compares two sets of logits row by row.
 *
 * @param expected logits of the student [rows, classes].
 * @param actual logits of the deployed file on the same rows.
 * @throws DeployError when shapes differ or a logit is not finite.
 */
export function compareDecisions({
  expected,
  actual,
}: {
  expected: NDArray;
  actual: NDArray;
}): DecisionComparison {
  const [rows, classes] = expected.shape;
  const sameShape = expected.shape.length === 2 && String(actual.shape) === String(expected.shape);
  if (!sameShape || rows === undefined || classes === undefined) {
    throw new DeployError(
      `compareDecisions: both logits must be [rows, classes] of the same rows (expected [${expected.shape.join(', ')}], ` +
        `got [${actual.shape.join(', ')}]). Run both on the same matrix.`,
    );
  }
  let changed = 0;
  let largestDifference = rows === 0 ? Number.NaN : 0;
  for (let row = 0; row < rows; row += 1) {
    for (let at = row * classes; at < (row + 1) * classes; at += 1) {
      const difference = Math.abs(expected.data[at]! - actual.data[at]!);
      if (!Number.isFinite(difference)) {
        throw new DeployError(
          `compareDecisions: logits must be finite (row ${row}: expected ${expected.data[at]}, got ${actual.data[at]}). ` +
            'Check the input row for missing values.',
        );
      }
      largestDifference = Math.max(largestDifference, difference);
    }
    if (decision(expected.data, row, classes) !== decision(actual.data, row, classes)) changed += 1;
  }
  return { rows, changed, agreement: rows === 0 ? Number.NaN : (rows - changed) / rows, largestDifference };
}
