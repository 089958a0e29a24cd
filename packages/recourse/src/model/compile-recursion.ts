import { jit, scan, tree, valueAndGradWithAux, type Executor, type NDArray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';

import type { ActionSet } from '../actions/action-set.ts';
import type { CostSpec } from '../cost/cost-spec.ts';
import { targetMargin, type MarginSignature } from './margin-model.ts';
import { permittedRanges, project } from '../actions/project.ts';
import { tracedCost } from '../cost/traced-cost.ts';

/** What a compiled recursion depends on beside the shapes of the parameters. */
export interface RecursionSignature extends MarginSignature {
  readonly actionSet: ActionSet;
  readonly cost: CostSpec;
  /** `K`, the number of gradient steps. */
  readonly steps: number;
}

/** One native call: `K` steps for one chunk of rows. */
export interface Recursion {
  /**
   * @param leaves - Parameters in the order of `tree.leaves`.
   * @param x - `chunk × d`.
   * @param start - `chunk × d`, where the iterate starts (`x`, or `x` plus noise for a restart).
   * @returns The `K` reachable points visited, `[K, chunk, d]`, and their margins, `[K, chunk]`.
   */
  run(
    leaves: NDArray[],
    x: Float32Array,
    start: Float32Array,
    stepSize: number,
    costWeight: number,
  ): Promise<{ readonly points: Float32Array; readonly margins: Float32Array }>;
  dispose(): Promise<void>;
}

/**
 * Compiles the projected-gradient recursion of CFQ §4.1, `δ ← Π_{A(x)}(δ − α ∇_δ L_cf)` with `L_cf` the target-class
 * cross-entropy plus `λ·c(δ)`, all `K` steps in one `scan`.
 *
 * With one difference: projecting onto one-hot vectors after every small step would undo the step, so that no category
 * ever changed. The iterate `u` stays continuous (clipped to its bounds, categories to `[0, 1]`); each step evaluates its
 * hard projection `p = Π(u)`, takes the gradient there, and moves `u`. All points `p` are returned, to keep the cheapest
 * success of.
 */
export function compileRecursion(signature: RecursionSignature): Recursion {
  const { logits, structure, target, width, chunk, actionSet, cost, steps } = signature;
  const executor: Executor | undefined = signature.executor;
  const compiled = jit<
    [tf.Tensor[], tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor],
    { points: tf.Tensor; margins: tf.Tensor }
  >(
    (leaves, x, start, stepSize, costWeight) => {
      const parameters = tree.unflatten(structure, leaves);
      const origin = x as tf.Tensor2D;
      const { lowest, highest } = permittedRanges(origin, actionSet);
      const loss = valueAndGradWithAux<tf.Tensor, [], tf.Tensor>((point) => {
        const rows = logits(parameters, point as tf.Tensor2D);
        const highestLogit = tf.max(rows, 1, true);
        const partition = tf.add(tf.log(tf.sum(tf.exp(tf.sub(rows, highestLogit)), 1, true)), highestLogit);
        const own = tf.slice(rows, [0, target], [chunk, 1]);
        const entropy = tf.sum(tf.sub(partition, own));
        const price = tf.sum(tracedCost(tf.sub(point as tf.Tensor2D, origin), actionSet, cost));
        return [tf.add(entropy, tf.mul(costWeight, price)), targetMargin(rows, target)];
      });
      const [, visited] = scan(
        (iterate: tf.Tensor) => {
          const point = project(origin, iterate as tf.Tensor2D, actionSet);
          const { aux, gradients } = loss(point);
          const moved = tf.sub(iterate, tf.mul(stepSize, gradients));
          const next: tf.Tensor = tf.minimum(tf.maximum(moved, lowest), highest);
          return [next, { points: point, margins: aux }] as const;
        },
        start,
        null,
        { length: steps },
      );
      return visited;
    },
    { ...(executor === undefined ? {} : { executor }), name: 'recourse recursion' },
  );
  const shape = [chunk, width];
  const scalarOf = (value: number): NDArray => ({ data: Float32Array.of(value), shape: [] });
  return {
    run: async (leaves, x, start, stepSize, costWeight) => {
      const out = await compiled(
        leaves,
        { data: x, shape },
        { data: start, shape },
        scalarOf(stepSize),
        scalarOf(costWeight),
      );
      return { points: out.points.data as Float32Array, margins: out.margins.data as Float32Array };
    },
    dispose: () => compiled.dispose(),
  };
}
