import * as tf from '@tensorflow/tfjs-core';

/**
 * Runs a synchronous function with TF.js's advice on the console switched off: its cpu backend greets on
 * first use, and backends report what they fall back to.
 */
export function quietly<T>(fn: () => T): T {
  const environment = tf.env();
  const before = environment.getBool('PROD');
  environment.set('PROD', true);
  try {
    return fn();
  } finally {
    environment.set('PROD', before);
  }
}
