import { jit, scan, tree, valueAndGradWithAux, type NDArray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';

import { project } from '../actions/project.ts';
import { chainedSlopes } from '../actions/relations/traced-consequences.ts';
import { permittedRanges, type TracedLimits } from '../actions/traced-ranges.ts';
import { tracedCost } from '../cost/traced-cost.ts';
import type { MarginSignature } from './compile-margin.ts';
import type { RecursionInputs, RecursionSettings } from './recursion.ts';
import { targetMargin } from './target-margin.ts';

/** What a compiled recursion depends on beside the shapes of the parameters. */
export interface RecursionSignature extends MarginSignature, RecursionSettings {}

/** A recursion whose parameters are still to be given. */
export interface CompiledRecursion {
  /** @param leaves - Parameters in the order of `tree.leaves`. */
  run(
    leaves: NDArray[],
    settings: RecursionInputs,
  ): Promise<{ readonly points: Float32Array; readonly margins: Float32Array }>;
  dispose(): Promise<void>;
}

/** Limits that were handed over as a list, which is empty where there are none. */
export function limitsOf([lower, upper]: readonly tf.Tensor[]): TracedLimits | undefined {
  if (lower === undefined || upper === undefined) return undefined;
  return { lower: lower as tf.Tensor2D, upper: upper as tf.Tensor2D };
}

/** Compiles the recursion on a traced model, all `K` steps in one `scan`: one native call a chunk. */
export function compileRecursion(signature: RecursionSignature): CompiledRecursion {
  const { logits, structure, target, width, chunk, actionSet, cost, steps, executor } = signature;
  const compiled = jit<
    [tf.Tensor[], tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor[]],
    { points: tf.Tensor; margins: tf.Tensor }
  >(
    (leaves, x, start, stepSize, costWeight, bounds) => {
      const parameters = tree.unflatten(structure, leaves);
      const origin = x as tf.Tensor2D;
      const { lowest, highest } = permittedRanges(origin, actionSet, limitsOf(bounds));
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
          const point = project(origin, iterate as tf.Tensor2D, actionSet, limitsOf(bounds));
          const { aux, gradients } = loss(point);
          const chained = chainedSlopes(gradients as tf.Tensor2D, actionSet);
          const moved = tf.sub(iterate, tf.mul(stepSize, chained));
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
    run: async (leaves, { x, start, stepSize, costWeight, limits }) => {
      const out = await compiled(
        leaves,
        { data: x, shape },
        { data: start, shape },
        scalarOf(stepSize),
        scalarOf(costWeight),
        limits === undefined ? [] : [limits.lower, limits.upper].map((data) => ({ data, shape })),
      );
      return { points: out.points.data as Float32Array, margins: out.margins.data as Float32Array };
    },
    dispose: () => compiled.dispose(),
  };
}
