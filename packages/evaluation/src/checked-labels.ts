import { EvaluationError } from './evaluation-error.ts';

/**
 * Labels as a record holds them.
 *
 * @throws EvaluationError when there is not one a row, or another class than 0 and 1
 */
export function checkedLabels(labels: ArrayLike<number>, rows: number): Int32Array {
  if (labels.length !== rows) {
    throw new EvaluationError(
      `evaluate: labels are given, one a row (expected ${rows}, got ${labels.length}). Pass the truth of every test row.`,
    );
  }
  for (let row = 0; row < rows; row += 1) {
    if (labels[row] === 0 || labels[row] === 1) continue;
    throw new EvaluationError(
      `evaluate: labels are classes (expected 0 or 1, got ${String(labels[row])} in row ${row}). Pass 1 where the ` +
        'favourable class is the truth and 0 elsewhere.',
    );
  }
  return labels instanceof Int32Array ? labels : Int32Array.from(labels);
}
