import * as tf from '@tensorflow/tfjs-core';
import type { ModelParameters } from '../../model/model.ts';
import type { WeightMasks } from './prune-by-magnitude.ts';

/**
 * Parameters with pruned weights at zero, whatever they are: no gradient reaches them, so they stay where they start. Traced.
 */
export function masked(
  parameters: ModelParameters<tf.Tensor>,
  masks: WeightMasks<tf.Tensor>,
): ModelParameters<tf.Tensor> {
  return Object.fromEntries(
    Object.entries(parameters).map(([layer, { weight, bias }]) => {
      const mask = masks[layer];
      return [layer, { weight: mask === undefined ? weight : tf.mul(weight, mask), bias }] as const;
    }),
  );
}
