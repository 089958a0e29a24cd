import { favourableClass } from './favourable-class.ts';
import { equalWeights } from '../decision/class-weights.ts';
import { TrainingError } from '../training-error.ts';
import type { Teacher } from './teacher.ts';
import type { NDArray } from '@cfq/jit';

/** How logits are held against labels: from which cut-off their margins are measured, and what rows weigh. */
export type LabelRules = {
  readonly decision: Pick<Teacher['decision'], 'logit'>;
  readonly classWeights: Teacher['classWeights'];
};

/** No cut-off but even odds, every row the same. */
const plainLabels: LabelRules = { decision: { logit: 0 }, classWeights: equalWeights };

/** Plain scores of logits against labels. */
export interface ClassificationScores {
  /** Mean cross-entropy of the probabilities, rows weighted by class. */
  readonly loss: number;
  /** Share classified correctly at the cut-off, in [0, 1]; of equal logits the lower class is the answer. */
  readonly accuracy: number;
}

/** What a row of a label weighs. */
export function labelWeight(label: number, { favourable, unfavourable }: Teacher['classWeights']): number {
  return label === favourableClass ? favourable : unfavourable;
}

/**
 * Cross-entropy [n] of each row of logits [n, classes], float64, before class weights: the cut-off that the logits carry
 * is taken out again, so that it is the probabilities that are held against the labels.
 *
 * @throws TrainingError when there is no row or the numbers of rows differ.
 */
export function labelLosses(
  logits: NDArray,
  labels: Int32Array,
  { decision }: Pick<LabelRules, 'decision'> = plainLabels,
): Float64Array {
  const [rows = 0, classes = 0] = logits.shape;
  if (rows === 0 || rows !== labels.length) {
    throw new TrainingError(
      `classificationScores: needs a label for each row and at least one row (expected ${rows} labels, ` +
        `got ${labels.length}). Pass the labels of the same rows.`,
    );
  }
  const losses = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const scores = Array.from(logits.data.subarray(row * classes, (row + 1) * classes));
    scores[favourableClass]! += decision.logit;
    const highest = Math.max(...scores);
    const normaliser = highest + Math.log(scores.reduce((sum, score) => sum + Math.exp(score - highest), 0));
    losses[row] = normaliser - scores[labels[row]!]!;
  }
  return losses;
}

/** {@link labelLosses}, each row times its weight [n]. */
export function weightedLosses(logits: NDArray, labels: Int32Array, rules: LabelRules): Float64Array {
  return labelLosses(logits, labels, rules).map(
    (loss, row) => loss * labelWeight(labels[row]!, rules.classWeights),
  );
}

/**
 * Cross-entropy and accuracy of logits [n, classes] against labels [n], in float64.
 *
 * @param rules default: no cut-off but even odds, every row the same.
 * @throws TrainingError when there is no row or the numbers of rows differ.
 */
export function classificationScores(
  logits: NDArray,
  labels: Int32Array,
  rules: LabelRules = plainLabels,
): ClassificationScores {
  const losses = labelLosses(logits, labels, rules);
  const [rows = 0, classes = 0] = logits.shape;
  let [loss, total, correct] = [0, 0, 0];
  for (let row = 0; row < rows; row += 1) {
    const label = labels[row]!;
    const weight = labelWeight(label, rules.classWeights);
    loss += weight * losses[row]!;
    total += weight;
    const scores = Array.from(logits.data.subarray(row * classes, (row + 1) * classes));
    if (scores.indexOf(Math.max(...scores)) === label) correct += 1;
  }
  return { loss: loss / total, accuracy: correct / rows };
}

/** Share of the most frequent label, in [0, 1]; NaN for no labels. */
export function majorityShare(labels: Int32Array): number {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return Math.max(...counts.values()) / labels.length;
}
