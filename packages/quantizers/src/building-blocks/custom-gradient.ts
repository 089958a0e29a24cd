import * as tf from '@tensorflow/tfjs-core';

/** A forward value, what its gradient needs to remember, and the gradients of all inputs. */
export interface CustomGradients<Saved extends readonly tf.Tensor[]> {
  readonly value: tf.Tensor;
  /** Tensors of the forward pass that the gradient reads; kept alive until then. */
  readonly saved: Saved;
  /** Gradients with respect to the input and each parameter, each in its shape. */
  readonly gradients: (dy: tf.Tensor, saved: Saved) => tf.Tensor[];
}

/** {@link CustomGradients} of an input and one parameter. */
export interface CustomGradient<Saved extends readonly tf.Tensor[]> extends CustomGradients<Saved> {
  readonly gradients: (dy: tf.Tensor, saved: Saved) => [input: tf.Tensor, parameter: tf.Tensor];
}

/**
 * `tf.customGrad` for a function of an input and some parameters, with types: the gradient receives exactly the
 * tensors that the forward pass saved. Executed eagerly, anything else from the forward pass is gone by then.
 */
export function customGradients<Saved extends readonly tf.Tensor[]>(
  inputs: readonly tf.Tensor[],
  forward: (...inputs: tf.Tensor[]) => CustomGradients<Saved>,
): tf.Tensor {
  return tf.customGrad((...given) => {
    const save = given[inputs.length] as unknown as (tensors: tf.Tensor[]) => void;
    const { value, saved, gradients } = forward(...(given.slice(0, inputs.length) as tf.Tensor[]));
    save([...saved]);
    return {
      // An input that is handed on as it is would get the gradient of the function and its own.
      value: given.includes(value) ? tf.clone(value) : value,
      gradFunc: (dy: tf.Tensor, kept: tf.Tensor[]) => gradients(dy, kept as readonly tf.Tensor[] as Saved),
    };
  })(...inputs);
}

/** {@link customGradients} of an input and one parameter. */
export function customGradient<Saved extends readonly tf.Tensor[]>(
  input: tf.Tensor,
  parameter: tf.Tensor,
  forward: (input: tf.Tensor, parameter: tf.Tensor) => CustomGradient<Saved>,
): tf.Tensor {
  return customGradients([input, parameter], (x, p) => forward(x, p));
}
