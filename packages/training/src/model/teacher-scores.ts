import { areaUnderCurve } from '@cfq/metrics';
import { classificationScores, labelWeight, type LabelRules } from './classification-scores.ts';
import { favourableMargins } from './favourable-class.ts';
import type { TeacherScores } from './teacher.ts';
import type { NDArray } from '@cfq/jit';

/** Scores of logits [n, 2] against labels [n]. */
export function teacherScores(logits: NDArray, labels: Int32Array, rules: LabelRules): TeacherScores {
  return {
    ...classificationScores(logits, labels, rules),
    baseRateLoss: baseRateLoss(labels, rules.classWeights),
    auc: areaUnderCurve({ label: labels, score: favourableMargins(logits) }).value,
  };
}

/** Mean cross-entropy, rows weighted by class, of always answering with the weighted frequencies of the labels. */
export function baseRateLoss(labels: Int32Array, weights: LabelRules['classWeights']): number {
  const totals = new Map<number, number>();
  for (const label of labels) totals.set(label, (totals.get(label) ?? 0) + labelWeight(label, weights));
  const all = [...totals.values()].reduce((sum, value) => sum + value, 0);
  return [...totals.values()].reduce((sum, value) => sum - (value / all) * Math.log(value / all), 0);
}
