import * as tf from '@tensorflow/tfjs-core';

let loading: Promise<void> | undefined;

/**
 * Loads the gradients of TF.js on first use. TF.js registers them by importing a module; `#gradients` is
 * that module, in the form Node can load or in the form bundlers can (see `imports` in package.json).
 */
export function loadGradients(): Promise<void> {
  loading ??=
    tf.getGradient('Add') === undefined ? import('#gradients').then(() => undefined) : Promise.resolve();
  return loading;
}
