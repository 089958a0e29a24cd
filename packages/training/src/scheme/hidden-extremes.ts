import { jit, ndarray, type NDArray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import { compiled } from '../compiled.ts';
import type { Model, ModelParameters } from '../model/model.ts';

/** Rows of one native call; the last call repeats its first row. */
const chunk = 1024;

/**
 * Largest output of every hidden layer [outputs] over all rows of `x` [n, d]: what activation quantizers are
 * calibrated on. The model runs at full precision.
 */
export async function hiddenExtremes(
  model: Model,
  parameters: ModelParameters,
  x: NDArray,
): Promise<Readonly<Record<string, NDArray>>> {
  const graph = compiled(`hidden extremes ${model.name}`, () =>
    jit(
      (given: ModelParameters<tf.Tensor>, rows: tf.Tensor2D) => {
        const highest: Record<string, tf.Tensor> = {};
        const logits = model.apply(given, rows, {
          activation: (value, layer) => {
            highest[layer] = tf.max(value, 0);
            return value;
          },
        });
        return { highest, logits };
      },
      { name: `hidden extremes ${model.name}` },
    ),
  );
  const [rows = 0, width = 0] = x.shape;
  const data = x.data as Float32Array;
  const result: Record<string, Float32Array> = {};
  for (let start = 0; start < rows; start += chunk) {
    const padded = new Float32Array(chunk * width);
    for (let row = 0; row < chunk; row += 1) {
      const from = (start + row < rows ? start + row : start) * width;
      padded.set(data.subarray(from, from + width), row * width);
    }
    const { highest } = await graph(parameters, ndarray(padded, [chunk, width]));
    for (const layer of model.hiddenLayers) {
      const seen = highest[layer]?.data ?? [];
      result[layer] = Float32Array.from(seen, (value, unit) => Math.max(value, result[layer]?.[unit] ?? 0));
    }
  }
  return Object.fromEntries(
    Object.entries(result).map(([layer, values]) => [layer, ndarray(values, [values.length])]),
  );
}
