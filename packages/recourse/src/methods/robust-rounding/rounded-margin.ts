import type { ArrayTree } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';

import type { Logits } from '../../model/traced-model.ts';
import type { RoundedLayer } from './rounding-box.ts';

/** A layer of a box of weights as tensors. */
interface TracedLayer {
  readonly [name: string]: tf.Tensor;
  readonly weight: tf.Tensor2D;
  readonly bias: tf.Tensor1D;
  readonly reach: tf.Tensor1D;
}

/** Sums, at least and at most. */
interface Bounds {
  readonly low: tf.Tensor2D;
  readonly high: tf.Tensor2D;
}

/** Keeps quotients of nothing by nothing at 0. */
const tiny = 1e-12;

/** A box of weights as parameters of {@link roundedMargin}. */
export function roundedParameters(layers: readonly RoundedLayer[]): ArrayTree {
  const float32 = (values: Float64Array, shape: readonly number[]) => ({
    data: Float32Array.from(values),
    shape,
  });
  return layers.map(({ weight, bias, reach, inputs, outputs }) => ({
    weight: float32(weight, [inputs, outputs]),
    bias: float32(bias, [outputs]),
    reach: float32(reach, [outputs]),
  }));
}

/**
 * The bound of `marginBounder` as traceable code, without its care for rounding and without grids: what searches follow the
 * slopes of. As logits: 0 for the target, and for every other class the bound with its sign turned, so that the margin is
 * the least of the bounds.
 */
export function roundedMargin(target: number): Logits {
  return (parameters, x) => {
    const layers = parameters as readonly TracedLayer[];
    const last = layers.at(-1)!;
    const sumOfPoint: tf.Tensor2D = tf.sum(tf.abs(x), 1, true);
    const bounds: Bounds[] = [];
    for (const layer of layers.slice(0, -1)) bounds.push(sumsOf(layer, bounds.at(-1), x, sumOfPoint));
    const columns = tf.unstack(last.weight, 1);
    const logits = columns.map((column, label): tf.Tensor2D => {
      if (label === target) return tf.zerosLike(sumOfPoint);
      const off = tf.add(pick(last.reach, target), pick(last.reach, label));
      const slope = tf.sub(columns[target]!, column);
      const start = tf.sub(pick(last.bias, target), pick(last.bias, label));
      const entering = bounds.at(-1);
      if (entering === undefined) {
        const sum = tf.matMul(x, tf.expandDims<tf.Tensor2D>(slope, 1));
        const byPoint: tf.Tensor2D = tf.add(start, tf.sub(sum, tf.mul(off, sumOfPoint)));
        return tf.neg(byPoint);
      }
      const a = tf.expandDims(tf.sub(slope, off), 0);
      const parts = tf.sub(
        tf.mul(tf.relu(a), tf.relu(entering.low)),
        tf.mul(tf.relu(tf.neg(a)), tf.relu(entering.high)),
      );
      const byIntervals: tf.Tensor2D = tf.add(start, tf.sum(parts, 1, true));
      if (bounds.length < 2) return tf.neg(byIntervals);
      const linear: tf.Tensor2D = tf.add(start, putBack(layers, bounds, a, x, sumOfPoint));
      const larger: tf.Tensor2D = tf.maximum(byIntervals, linear);
      return tf.neg(larger);
    });
    return tf.concat(logits, 1);
  };
}

/** One number of a vector, as `[1]`. */
function pick(vector: tf.Tensor1D, at: number): tf.Tensor1D {
  return tf.slice(vector, [at], [1]);
}

/** Sums of a layer from the point, or from the sums of the layer before. */
function sumsOf(
  { weight, bias, reach }: TracedLayer,
  before: Bounds | undefined,
  x: tf.Tensor2D,
  sumOfPoint: tf.Tensor2D,
): Bounds {
  if (before === undefined) {
    const centre = tf.add(tf.matMul(x, weight), bias);
    const off = tf.mul(sumOfPoint, reach);
    return { low: tf.sub(centre, off), high: tf.add(centre, off) };
  }
  const [least, most] = [tf.relu(before.low), tf.relu(before.high)];
  const down = tf.sub(weight, reach);
  const up = tf.add(weight, reach);
  const part = (rows: tf.Tensor2D, weights: tf.Tensor): tf.Tensor2D => tf.matMul(rows, weights);
  return {
    low: tf.add(bias, tf.sub(part(least, tf.relu(down)), part(most, tf.relu(tf.neg(down))))),
    high: tf.add(bias, tf.sub(part(most, tf.relu(up)), part(least, tf.relu(tf.neg(up))))),
  };
}

/** The linear bound of `a` on the outputs of the last hidden layer, put back to the point. */
function putBack(
  layers: readonly TracedLayer[],
  bounds: readonly Bounds[],
  start: tf.Tensor,
  x: tf.Tensor2D,
  sumOfPoint: tf.Tensor2D,
): tf.Tensor {
  let a: tf.Tensor = start;
  let total: tf.Tensor = tf.zerosLike(sumOfPoint);
  for (let k = bounds.length - 1; k >= 0; k -= 1) {
    const { low, high } = bounds[k]!;
    const { weight, bias, reach } = layers[k]!;
    const most = tf.relu(high);
    const down = tf.minimum(low, 0);
    const above = tf.div(most, tf.add(tf.sub(most, down), tiny));
    const below = tf.cast(tf.greater(high, tf.neg(low)), 'float32');
    const [rising, falling] = [tf.relu(a), tf.neg(tf.relu(tf.neg(a)))];
    const shift = tf.sum(tf.mul(falling, tf.mul(above, down)), 1, true);
    const onSums: tf.Tensor2D = tf.add(tf.mul(rising, below), tf.mul(falling, above));
    const off = tf.sum(tf.mul(tf.abs(onSums), reach), 1, true);
    total = tf.add(tf.sub(total, shift), tf.sum(tf.mul(onSums, bias), 1, true));
    const back = tf.matMul(onSums, weight, false, true);
    if (k > 0) a = tf.sub(back, off);
    else total = tf.add(total, tf.sub(tf.sum(tf.mul(back, x), 1, true), tf.mul(off, sumOfPoint)));
  }
  return total;
}
