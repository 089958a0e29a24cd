import { straightThrough } from '@cfq/quantizers/building-blocks';
import * as tf from '@tensorflow/tfjs-core';
import { decodeWeights, shapeOfWeights, type DenseLayer } from '@cfq/network';
import type { IntegerGrid } from '@cfq/quantizers';
import type { Model } from './model.ts';
import { onColumnGrid } from './on-column-grid.ts';
import type { LayerRounding, ModelRounding } from './model-rounding.ts';

const range = (low: number, high: number): IntegerGrid => ({ low, high, signed: low < 0 });

/** Sums, with what is added before, between and behind their grids. */
function onSumGrids(
  products: tf.Tensor,
  bias: tf.Tensor,
  { sumGrids, behind }: Pick<LayerRounding, 'sumGrids' | 'behind'>,
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

/** The columns that a front layer puts together. */
function throughFront(x: tf.Tensor2D, { weight, bias, sumGrids }: DenseLayer): tf.Tensor2D {
  const { data, shape } = decodeWeights(weight);
  const products = tf.matMul(x, tf.tensor2d(data as Float32Array, shape as [number, number]));
  const whole = tf.tensor1d(wholeBias({ sumGrids, behind: bias }));
  return onSumGrids(products, whole, { sumGrids, behind: bias }) as tf.Tensor2D;
}

/** All that is added to the sums of a layer. */
export function wholeBias({ sumGrids, behind }: Pick<LayerRounding, 'sumGrids' | 'behind'>): Float32Array {
  return behind.map((value, at) => sumGrids.reduce((sum, { bias }) => sum + bias[at]!, value));
}

/**
 * A model that rounds what it reads, its sums and its outputs. Offered to a quantizer, it rounds what it reads alone.
 *
 * @param model dense layers with a ReLU behind all but the last.
 */
export function roundedModel(model: Model, rounding: ModelRounding): Model {
  const { inputGrid, front, layers } = rounding;
  const last = model.layers.at(-1)!.layer;
  return {
    ...model,
    inputWidth: front === null ? model.inputWidth : shapeOfWeights(front.weight)[0]!,
    rounding,
    apply(parameters, x, quantize) {
      const read = inputGrid === null ? x : onColumnGrid(x, inputGrid);
      const columns = front === null ? read : throughFront(read, front);
      if (quantize !== undefined) return model.apply(parameters, columns, quantize);
      return model.layers.reduce<tf.Tensor2D>((hidden, { layer }) => {
        const own = parameters[layer]!;
        const products = tf.matMul(hidden, own.weight);
        const { sumGrids, grid } = layers[layer]!;
        const sums =
          sumGrids.length === 0 ? tf.add(products, own.bias) : onSumGrids(products, own.bias, layers[layer]!);
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
