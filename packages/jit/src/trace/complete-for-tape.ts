import * as tf from '@tensorflow/tfjs-core';

/**
 * Makes the inputs of a kernel fit for the tape, which TF.js fills with them after the kernel ran: it fails on
 * absent ones, and the gradient of a batch normalisation on an absent scale, which is a scale of 1.
 *
 * @param inputs By TF.js's names; changed in place.
 */
export function completeForTape(
  kernel: string,
  inputs: Record<string, tf.TensorInfo | null | undefined>,
): void {
  if (tf.engine().state.gradientDepth === 0) return;
  for (const [name, tensor] of Object.entries(inputs)) {
    if (tensor === undefined || tensor === null) Reflect.deleteProperty(inputs, name);
  }
  const { mean, scale } = inputs;
  if (kernel === tf.FusedBatchNorm && scale === undefined) inputs['scale'] = tf.ones(mean!.shape);
}
