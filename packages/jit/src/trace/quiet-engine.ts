import * as tf from '@tensorflow/tfjs-core';

/**
 * Runs `fn` with TF.js's debug mode and profiler switched off: both read the values that every kernel gives, and a
 * recording has none.
 */
export function quietEngine<T>(fn: () => T): T {
  const { state } = tf.engine();
  // The flags themselves: `set` would print TF.js's warning about debug mode once more.
  const flags = tf.env().getFlags();
  const debug = tf.env().getBool('DEBUG');
  const { profiling } = state;
  if (!debug && !profiling) return fn();
  flags['DEBUG'] = false;
  state.profiling = false;
  try {
    return fn();
  } finally {
    flags['DEBUG'] = debug;
    state.profiling = profiling;
  }
}
