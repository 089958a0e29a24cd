import type { Quantizer } from '@cfq/quantizers';
import * as tf from '@tensorflow/tfjs-core';
import { AllocationError } from '../allocation-error.ts';

/** Arguments of {@link mixedFakeQuantize}. */
export interface MixedFakeQuantize<Names extends string> {
  /** The layer's float weights. */
  readonly x: tf.Tensor;
  /** Weights of the candidates, float32 `[candidates]`: a hard one-hot while training, see `layerSelection`. */
  readonly selection: tf.Tensor1D;
  readonly candidates: readonly number[];
  readonly quantizer: Quantizer<Names>;
  /** Each candidate's own quantizer parameters, in the order of the candidates. */
  readonly parameters: readonly Readonly<Record<Names, tf.Tensor>>[];
}

/**
 * A layer quantized at every candidate bit-width and mixed by the selection: `Σ_r z_r · Q(x; φ_r, b_r)`, traceable.
 *
 * Each candidate keeps its own parameters, so that a step learned at 2 bits is not dragged along by 8 bits
 * (CFQ §4.3). With a hard one-hot the value is that of the chosen candidate exactly; the gradient to `z_r` is
 * the inner product of the upstream gradient with candidate `r`'s weights, chosen or not.
 *
 * @throws AllocationError when candidates, parameters and selection do not agree in number.
 */
export function mixedFakeQuantize<Names extends string>({
  x,
  selection,
  candidates,
  quantizer,
  parameters,
}: MixedFakeQuantize<Names>): tf.Tensor {
  if (parameters.length !== candidates.length || selection.shape[0] !== candidates.length) {
    throw new AllocationError(
      `mixedFakeQuantize: each candidate needs its parameters and its weight (expected ${candidates.length}, got ` +
        `${parameters.length} and ${selection.shape[0]}).`,
    );
  }
  const mixed = candidates.map((bits, index) => {
    const weight = tf.reshape(tf.slice(selection, [index], [1]), []);
    return tf.mul(quantizer.fakeQuantize(x, parameters[index]!, bits), weight);
  });
  return mixed.reduce((sum, term) => tf.add(sum, term));
}
