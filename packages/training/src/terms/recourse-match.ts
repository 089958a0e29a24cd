import { deniedPoints } from '../samplers/denied-points.ts';
import { defineTerm } from './define-term.ts';
import { tracedCost } from '@cfq/recourse';
import * as tf from '@tensorflow/tfjs-core';
import { TrainingError } from '../training-error.ts';
import { unrolledActions } from './unrolled-actions.ts';
import type { ActionTerm } from './objective-term.ts';

/** Options of {@link recourseMatch}. */
export interface RecourseMatchOptions {
  /** `K`, unrolled steps: 1, 2 or 3; default 1. */
  readonly steps?: 1 | 2 | 3;
  /** `α₁`, weight of the difference of the actions, at least 0; default 1. */
  readonly direction?: number;
  /** `α₂`, weight of the difference of their costs, at least 0; default 1. */
  readonly cost?: number;
}

/**
 * `K α` of the recursion, encoded units per unit of gradient: the teacher's steps then arrive for many of the people it
 * denies (German Credit 84 %, COMPAS 36 %, Adult 97 %) without going far beyond the boundary.
 */
const travel = 1;

/**
 * `L_match = E[ α₁ ‖δ_q − δ_fp‖₁ + α₂ |c(δ_q) − c(δ_fp)| ]` over denied people (CFQ §4.2), the gradient running through
 * the `K` unrolled steps of the student.
 *
 * Both actions are made by the same recursion of `K` steps ({@link unrolledActions}), the teacher's with no gradient:
 * a student that copies the teacher costs nothing, which it would not if its few steps were compared with an action
 * that was searched for. The difference is over all columns that may change.
 *
 * `K = 1` compares the directions in which the two models send a person; more steps also compare what the models say on
 * the way, at a price that grows with `K`.
 *
 * @throws TrainingError for options out of range.
 */
export function recourseMatch({
  steps = 1,
  direction = 1,
  cost = 1,
}: RecourseMatchOptions = {}): ActionTerm & {
  readonly name: 'recourse-match';
} {
  if (![1, 2, 3].includes(steps)) {
    throw new TrainingError(
      `recourseMatch: steps is the K of CFQ §4.2 (expected 1, 2 or 3, got ${steps}). Set steps.`,
    );
  }
  for (const [name, weight] of Object.entries({ direction, cost })) {
    if (!(weight >= 0 && Number.isFinite(weight))) {
      throw new TrainingError(
        `recourseMatch: ${name} is a weight (expected a number from 0, got ${weight}). Set ${name}.`,
      );
    }
  }
  return defineTerm<Omit<ActionTerm, 'part'> & { readonly name: 'recourse-match' }>({
    kind: 'actions',
    name: 'recourse-match',
    description: `actions of ${steps} unrolled steps like the teacher's, weights ${direction} and ${cost}`,
    source: 'CFQ §4.2 (matching)',
    sampler: deniedPoints,
    value: ({ people, student, teacher, target, actionSet, costSpec }) => {
      const problem = { people, target, actionSet, steps, stepSize: travel / steps };
      const own = unrolledActions({ ...problem, logits: student });
      const promised = unrolledActions({ ...problem, logits: teacher });
      const apart = tf.sum(tf.abs(tf.sub(own, promised)), 1);
      const price = (delta: tf.Tensor2D): tf.Tensor1D => tracedCost(delta, actionSet, costSpec);
      const dearer = tf.abs(tf.sub(price(own), price(promised)));
      return tf.mean<tf.Scalar>(tf.add(tf.mul(apart, direction), tf.mul(dearer, cost)));
    },
  });
}

/** The term with its default options. */
export const defaultRecourseMatch = recourseMatch();
