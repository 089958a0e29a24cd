import { valueAndGrad } from '@cfq/jit';
import { permittedRanges, type ActionSet } from '@cfq/recourse';
import * as tf from '@tensorflow/tfjs-core';
import { crossEntropy } from '../optimizer/cross-entropy.ts';

/** What {@link unrolledActions} steps through. */
export interface UnrolledActionsProblem {
  /** Logits [rows, classes] as a function of the rows. Traced, differentiable twice. */
  readonly logits: (x: tf.Tensor2D) => tf.Tensor2D;
  /** Where people stand [rows, d]. */
  readonly people: tf.Tensor2D;
  readonly target: number;
  readonly actionSet: ActionSet;
  /** `K`, an integer from 1. */
  readonly steps: number;
  /** `α`, encoded units per unit of gradient, positive. */
  readonly stepSize: number;
}

/**
 * `δ^K` of the recursion of CFQ §4.1, `δ⁰ = 0`, `δ^{t+1} = Π(δ^t − α ∇_δ L_cf(x + δ^t; y_tgt))`, as a differentiable
 * function of whatever `logits` depends on: the gradient runs through every step. Traced; the graph grows with `K`.
 *
 * `Π` keeps immutable columns, bounds and directions, and leaves categories between 0 and 1 and the number of changes
 * free. The full projection has no use here: rounding to one-hot has derivative 0 and returns short actions to `x`, and
 * the choice of the `k` largest changes says nothing of the features it leaves out, which is where two models differ.
 *
 * @returns [rows, d]; 0 in columns that may not change.
 */
export function unrolledActions(problem: UnrolledActionsProblem): tf.Tensor2D {
  const { logits, people, target, actionSet, steps, stepSize } = problem;
  const { lowest, highest } = permittedRanges(people, actionSet);
  const free = tf.tensor2d(freeColumns(actionSet), [1, actionSet.width]);
  const [rows] = people.shape;
  const aim = tf.fill<tf.Rank.R1>([rows], target, 'int32');
  // The mean over rows, undone, so that a person's step does not depend on the size of the batch.
  const slope = valueAndGrad((delta: tf.Tensor2D) =>
    tf.mul<tf.Scalar>(crossEntropy(logits(tf.add(people, delta)), aim), rows),
  );
  let delta: tf.Tensor2D = tf.zerosLike(people);
  for (let step = 0; step < steps; step += 1) {
    const { gradients } = slope(delta);
    const moved = tf.sub(tf.add(people, delta), tf.mul(gradients, stepSize));
    const inside = tf.minimum(tf.maximum(moved, lowest), highest);
    delta = tf.mul(tf.sub(inside, people), free);
  }
  return delta;
}

/** 1 for columns of features that may change, else 0. */
function freeColumns({ width, features }: ActionSet): Float32Array {
  const free = new Float32Array(width);
  for (const { immutable, start, width: span } of features) {
    if (!immutable) free.fill(1, start, start + span);
  }
  return free;
}
