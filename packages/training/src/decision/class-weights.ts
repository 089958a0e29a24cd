import { ndarray, type NDArray } from '@cfq/jit';
import { favourableClass } from '../model/favourable-class.ts';
import { TrainingError } from '../training-error.ts';

/** What a row of each class weighs in the losses against labels. */
export interface ClassWeightPair {
  readonly favourable: number;
  readonly unfavourable: number;
}

/**
 * What rows of a class weigh: `none`, all the same; `balanced`, both classes the same together; or two positive numbers,
 * of which the ratio counts.
 */
export type ClassWeights = 'none' | 'balanced' | ClassWeightPair;

/** Every row the same. */
export const equalWeights: ClassWeightPair = { favourable: 1, unfavourable: 1 };

/**
 * Weights of the two classes with a mean of 1 over the given labels, so that neither learning rate nor penalty means
 * anything else than without weights.
 *
 * @throws TrainingError for a weight that is not positive and finite.
 */
export function settleClassWeights(weights: ClassWeights, labels: Int32Array): ClassWeightPair {
  if (weights === 'none') return equalWeights;
  const favourable = labels.reduce((sum, label) => sum + Number(label === favourableClass), 0);
  const unfavourable = labels.length - favourable;
  const given =
    weights === 'balanced' ? { favourable: 1 / favourable, unfavourable: 1 / unfavourable } : weights;
  for (const weight of [given.favourable, given.unfavourable]) {
    if (!(weight > 0 && Number.isFinite(weight))) {
      throw new TrainingError(
        "classWeights: 'none', 'balanced' or two positive numbers { favourable, unfavourable } " +
          `(got ${JSON.stringify(weights)}). Correct it.`,
      );
    }
  }
  const mean = (given.favourable * favourable + given.unfavourable * unfavourable) / labels.length;
  return { favourable: given.favourable / mean, unfavourable: given.unfavourable / mean };
}

/** Weights by the number of the class [2], as graphs read them. */
export function classWeightTensor({ favourable, unfavourable }: ClassWeightPair): NDArray {
  return ndarray([unfavourable, favourable], [2]);
}
