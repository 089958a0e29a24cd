import { TrainingError } from '../training-error.ts';
import type { NDArray } from '@cfq/jit';

/** Plain scores of logits against labels. */
export interface ClassificationScores {
  /** Mean cross-entropy. */
  readonly loss: number;
  /** Share classified correctly, in [0, 1]; of equal logits the lower class is the answer. */
  readonly accuracy: number;
}

/**
 * Cross-entropy and accuracy of logits [n, classes] against labels [n], in float64.
 *
 * @throws TrainingError when there is no row or the numbers of rows differ.
 */
export function classificationScores(logits: NDArray, labels: Int32Array): ClassificationScores {
  const [rows = 0, classes = 0] = logits.shape;
  if (rows === 0 || rows !== labels.length) {
    throw new TrainingError(
      `classificationScores: needs a label for each row and at least one row (expected ${rows} labels, ` +
        `got ${labels.length}). Pass the labels of the same rows.`,
    );
  }
  let loss = 0;
  let correct = 0;
  for (let row = 0; row < rows; row += 1) {
    const scores = Array.from(logits.data.subarray(row * classes, (row + 1) * classes));
    const highest = Math.max(...scores);
    const normaliser = highest + Math.log(scores.reduce((sum, score) => sum + Math.exp(score - highest), 0));
    const label = labels[row]!;
    loss += normaliser - scores[label]!;
    if (scores.indexOf(highest) === label) correct += 1;
  }
  return { loss: loss / rows, accuracy: correct / rows };
}

/** Share of the most frequent label, in [0, 1]; NaN for no labels. */
export function majorityShare(labels: Int32Array): number {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return Math.max(...counts.values()) / labels.length;
}
