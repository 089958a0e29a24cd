import { byContent, jit, valueAndGrad, type NDArray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';

import { withoutPlausibility } from '../actions/plausibility/without-plausibility.ts';
import { project } from '../actions/project.ts';
import { chainedSlopes } from '../actions/relations/traced-consequences.ts';
import { permittedRanges } from '../actions/traced-ranges.ts';
import { tracedCost } from '../cost/traced-cost.ts';
import type { Binding } from './bind-traced-model.ts';
import { limitsOf } from './compile-recursion.ts';
import type { BoundModel } from './bound-model.ts';
import type { Recursion, RecursionSettings } from './recursion.ts';
import { tracedExecutor } from './search-executor.ts';

interface CompiledStep {
  /** The hard projection of the iterate. */
  point(x: NDArray, iterate: NDArray, limits: NDArray[]): Promise<NDArray>;
  /** Where the iterate goes: against `pull` and the gradient of the cost at `point`, within the bounds. */
  advance(
    x: NDArray,
    iterate: NDArray,
    point: NDArray,
    pull: NDArray,
    stepSize: NDArray,
    costWeight: NDArray,
    limits: NDArray[],
  ): Promise<NDArray>;
  dispose(): Promise<void>;
}

function compileStep(binding: Binding, { actionSet, cost }: RecursionSettings): CompiledStep {
  const executor = tracedExecutor(binding.executor);
  const options = { ...(executor === undefined ? {} : { executor }), name: 'recourse recursion step' };
  const point = jit(
    (x: tf.Tensor, iterate: tf.Tensor, limits: tf.Tensor[]): tf.Tensor =>
      project(x as tf.Tensor2D, iterate as tf.Tensor2D, actionSet, limitsOf(limits)),
    options,
  );
  const advance = jit(
    (
      x: tf.Tensor,
      iterate: tf.Tensor,
      at: tf.Tensor,
      pull: tf.Tensor,
      stepSize: tf.Tensor,
      costWeight: tf.Tensor,
      limits: tf.Tensor[],
    ): tf.Tensor => {
      const { lowest, highest } = permittedRanges(x as tf.Tensor2D, actionSet, limitsOf(limits));
      const price = valueAndGrad((there: tf.Tensor) =>
        tf.sum<tf.Scalar>(tracedCost(tf.sub(there as tf.Tensor2D, x), actionSet, cost)),
      );
      const gradient = tf.add(pull, tf.mul(costWeight, price(at).gradients));
      const chained = chainedSlopes(gradient as tf.Tensor2D, actionSet);
      return tf.minimum(tf.maximum(tf.sub(iterate, tf.mul(stepSize, chained)), lowest), highest);
    },
    options,
  );
  return {
    point,
    advance,
    dispose: async () => {
      await point.dispose();
      await advance.dispose();
    },
  };
}

/**
 * The recursion on a model that cannot be compiled: between its steps the model is asked for margins and slopes. The
 * cross-entropy is that of the margin, `log(1 + exp(−m))`, which is the target-class cross-entropy where there are two
 * classes.
 */
export function stepwiseRecursion(
  model: BoundModel,
  binding: Binding,
  settings: RecursionSettings,
): Recursion {
  const { chunk, width, executor, scope } = binding;
  const { actionSet, cost, steps, limited = false } = settings;
  const shape = [chunk, width];
  const compiled = scope.compileOnce(
    [compileStep, byContent(withoutPlausibility(actionSet)), byContent(cost), limited, executor],
    () => compileStep(binding, settings),
  );
  return {
    async run({ x: origin, start, stepSize, costWeight, count, limits }) {
      const bounds =
        limits === undefined ? [] : [limits.lower, limits.upper].map((data) => ({ data, shape }));
      const points = new Float32Array(steps * chunk * width);
      const margins = new Float32Array(steps * chunk).fill(NaN);
      const x = { data: origin, shape };
      const scalarOf = (value: number): NDArray => ({ data: Float32Array.of(value), shape: [] });
      let iterate: NDArray = { data: start, shape };
      for (let step = 0; step < steps; step += 1) {
        const point = await compiled.point(x, iterate, bounds);
        const scored = await model.slopes(point.data as Float32Array, count);
        const pull = new Float32Array(chunk * width);
        for (let row = 0; row < count; row += 1) {
          const weight = -1 / (1 + Math.exp(scored.margins[row]!));
          for (let at = row * width; at < (row + 1) * width; at += 1) pull[at] = weight * scored.slopes[at]!;
        }
        points.set(point.data, step * chunk * width);
        margins.set(scored.margins.subarray(0, count), step * chunk);
        iterate = await compiled.advance(
          x,
          iterate,
          point,
          { data: pull, shape },
          scalarOf(stepSize),
          scalarOf(costWeight),
          bounds,
        );
      }
      return { points, margins };
    },
  };
}
