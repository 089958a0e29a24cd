import { ndarray, type NDArray } from '@cfq/jit';
import type { DenseParameters, ModelParameters } from '../../model/model.ts';

/** Which weights stay, one matrix of 0 and 1 a layer, shaped like its weights. */
export type WeightMasks<Leaf> = { readonly [layer: string]: Leaf };

/** A model without its smallest weights. */
export interface PrunedModel {
  /** Parameters with pruned weights at 0. */
  readonly parameters: ModelParameters;
  readonly masks: WeightMasks<NDArray>;
}

/**
 * Sets the given share of all weights to zero, those of the smallest magnitude in the whole model; biases stay. Of equal
 * magnitudes the earlier goes first. The number of zeros is `round(share · weights)`.
 *
 * @see Han et al. 2015, "Learning both Weights and Connections for Efficient Neural Networks", §3.1; one threshold
 *   for all layers instead of one a layer.
 */
export function pruneByMagnitude(parameters: ModelParameters, share: number): PrunedModel {
  const layers = Object.entries(parameters);
  const magnitudes = Float32Array.from(layers.flatMap(([, { weight }]) => Array.from(weight.data, Math.abs)));
  const order = Uint32Array.from(magnitudes.keys()).sort((a, b) => magnitudes[a]! - magnitudes[b]! || a - b);
  const kept = new Float32Array(magnitudes.length).fill(1);
  for (const index of order.subarray(0, Math.round(share * magnitudes.length))) kept[index] = 0;
  const pruned: Record<string, DenseParameters<NDArray>> = {};
  const masks: Record<string, NDArray> = {};
  let from = 0;
  for (const [layer, { weight, bias }] of layers) {
    const mask = kept.slice(from, from + weight.data.length);
    from += weight.data.length;
    masks[layer] = ndarray(mask, weight.shape);
    pruned[layer] = {
      weight: ndarray(
        Float32Array.from(weight.data, (value, i) => (mask[i] === 0 ? 0 : value)),
        weight.shape,
      ),
      bias,
    };
  }
  return { parameters: pruned, masks };
}
