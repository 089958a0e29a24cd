import { straightThrough } from '@cfq/quantizers/building-blocks';
import * as tf from '@tensorflow/tfjs-core';
import type { ColumnGrid } from '@cfq/network';
import type { IntegerGrid } from '@cfq/quantizers';
import type { DenseParameters, Model } from './model.ts';
import type { LayerRounding, ModelRounding } from './model-rounding.ts';

const range = (low: number, high: number): IntegerGrid => ({ low, high, signed: low < 0 });

const vector = (values: Float32Array): tf.Tensor =>
  values.length === 1 ? tf.scalar(values[0]!) : tf.tensor1d(values);

/** Columns on their grid, with the clipped straight-through gradient. */
function onColumnGrid(x: tf.Tensor2D, { scale, offset, lowest, highest }: ColumnGrid): tf.Tensor2D {
  const grid = range(lowest, highest);
  const step = vector(scale);
  if (offset.every((value) => value === 0)) return straightThrough(x, { scale: step, grid }) as tf.Tensor2D;
  const from = vector(offset);
  return tf.add(straightThrough(tf.sub(x, from), { scale: step, grid }), from);
}

/** Sums, with what is added before, between and behind their grids. */
function onSumGrids(
  products: tf.Tensor,
  { bias }: DenseParameters<tf.Tensor>,
  { sumGrids, behind }: LayerRounding,
): tf.Tensor {
  const rounded = sumGrids.reduce(
    (sums, { scale, lowest, highest, bias: before }) =>
      straightThrough(tf.add(sums, tf.tensor1d(before)), {
        scale: tf.scalar(scale),
        grid: range(lowest, highest),
      }),
    products,
  );
  // What the whole bias has changed by is added behind: a cut-off moves no step.
  const change = tf.sub(bias, tf.tensor1d(wholeBias({ sumGrids, behind })));
  return tf.add(tf.add(rounded, tf.tensor1d(behind)), change);
}

/** All that is added to the sums of a layer. */
export function wholeBias({ sumGrids, behind }: Pick<LayerRounding, 'sumGrids' | 'behind'>): Float32Array {
  return behind.map((value, at) => sumGrids.reduce((sum, { bias }) => sum + bias[at]!, value));
}

/**
 * A model that rounds what it reads, its sums and its outputs. Offered to a quantizer, it rounds the columns alone.
 *
 * @param model dense layers with a ReLU behind all but the last.
 */
export function roundedModel(model: Model, rounding: ModelRounding): Model {
  const { inputGrid, layers } = rounding;
  const last = model.layers.at(-1)!.layer;
  return {
    ...model,
    rounding,
    apply(parameters, x, quantize) {
      const columns = inputGrid === null ? x : onColumnGrid(x, inputGrid);
      if (quantize !== undefined) return model.apply(parameters, columns, quantize);
      return model.layers.reduce<tf.Tensor2D>((hidden, { layer }) => {
        const own = parameters[layer]!;
        const products = tf.matMul(hidden, own.weight as tf.Tensor2D);
        const { sumGrids, grid } = layers[layer]!;
        const sums =
          sumGrids.length === 0 ? tf.add(products, own.bias) : onSumGrids(products, own, layers[layer]!);
        if (layer === last) return sums as tf.Tensor2D;
        const active = tf.relu(sums);
        if (grid === null) return active as tf.Tensor2D;
        return straightThrough(active, {
          scale: tf.scalar(grid.scale),
          grid: range(0, 2 ** grid.bits - 1),
        }) as tf.Tensor2D;
      }, columns);
    },
  };
}
