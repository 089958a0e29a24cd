import * as tf from '@tensorflow/tfjs-core';

/**
 * A hard one-hot choice per layer with a soft gradient, traceable.
 *
 * `y = softmax((logits + g) / τ)` with Gumbel noise `g`; forward `onehot(argmax y)`, exactly 0 and 1; backward
 * the gradient of `y` (straight-through). The choice is distributed as `softmax(logits)` at every temperature
 * (the Gumbel-max trick); the temperature only sets how sharp the gradient is.
 *
 * @param logits float32 `[layers, candidates]`.
 * @param noise standard Gumbel noise of the same shape, drawn outside: `randomStream(seed).gumbel(shape)`.
 * @param temperature positive scalar.
 * @returns float32 `[layers, candidates]`, one 1 a row.
 * @see Jang, Gu and Poole 2017 §2; Maddison, Mnih and Teh 2017; CFQ §4.3.
 */
export function gumbelSoftmax(logits: tf.Tensor, noise: tf.Tensor, temperature: tf.Tensor): tf.Tensor2D {
  const [layers, candidates] = logits.shape as [number, number];
  const soft = tf.softmax(tf.div(tf.add(logits, noise), temperature));
  const straightThrough = tf.customGrad((y) => {
    // Cast afterwards: the wasm backend's one-hot writes integers whatever dtype it is asked for.
    const hard = tf.oneHot(tf.argMax(y as tf.Tensor, -1), candidates);
    return { value: tf.cast(hard, 'float32'), gradFunc: (dy: tf.Tensor) => dy };
  });
  return tf.reshape(straightThrough(soft), [layers, candidates]);
}

/**
 * The choice of one layer, float32 `[candidates]`, from the policy's `[layers, candidates]`.
 *
 * @param layer index of the row.
 */
export function layerSelection(selection: tf.Tensor2D, layer: number): tf.Tensor1D {
  const candidates = selection.shape[1];
  return tf.reshape(tf.slice(selection, [layer, 0], [1, candidates]), [candidates]);
}
