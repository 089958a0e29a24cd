import * as tf from '@tensorflow/tfjs-core';

/**
 * Runs `fn` as if no gradient were being taken around it: ops are not put on the current tape, and gradients
 * inside have a tape of their own. The current tape continues afterwards.
 */
export function outsideTape<T>(fn: () => T): T {
  const { state } = tf.engine();
  const { gradientDepth, kernelDepth, activeTape } = state;
  Object.assign(state, { gradientDepth: 0, kernelDepth: 0, activeTape: null });
  try {
    return fn();
  } finally {
    releaseTape();
    Object.assign(state, { gradientDepth, kernelDepth, activeTape });
  }
}

/** Frees what an interrupted gradient left saved on its tape. */
export function releaseTape(): void {
  const tape = tf.engine().state.activeTape as readonly { readonly saved?: readonly tf.Tensor[] }[] | null;
  if (tape === null) return;
  for (const { saved = [] } of tape) for (const tensor of saved) tensor.dispose();
}
