import * as tf from '@tensorflow/tfjs-core';

/** A forward value, what its gradient needs to remember, and the gradients of both inputs. */
export interface CustomGradient<Saved extends readonly tf.Tensor[]> {
  readonly value: tf.Tensor;
  /** Tensors of the forward pass that the gradient reads; kept alive until then. */
  readonly saved: Saved;
  /** Gradients with respect to the input and the parameter, each in its shape. */
  readonly gradients: (dy: tf.Tensor, saved: Saved) => [input: tf.Tensor, parameter: tf.Tensor];
}

/**
 * `tf.customGrad` for a function of an input and one parameter, with types: the gradient receives exactly the
 * tensors that the forward pass saved. Executed eagerly, anything else from the forward pass is gone by then.
 */
export function customGradient<Saved extends readonly tf.Tensor[]>(
  input: tf.Tensor,
  parameter: tf.Tensor,
  forward: (input: tf.Tensor, parameter: tf.Tensor) => CustomGradient<Saved>,
): tf.Tensor {
  return tf.customGrad((x, p, save) => {
    const { value, saved, gradients } = forward(x as tf.Tensor, p as tf.Tensor);
    (save as (tensors: tf.Tensor[]) => void)([...saved]);
    return {
      value,
      gradFunc: (dy: tf.Tensor, kept: tf.Tensor[]) => gradients(dy, kept as readonly tf.Tensor[] as Saved),
    };
  })(input, parameter);
}
