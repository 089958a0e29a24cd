import type { ArrayTree, TensorTree } from '@cfq/jit';
import type { Network } from '@cfq/network';
import type * as tf from '@tensorflow/tfjs-core';

/**
 * Logits `[n, classes]` of encoded rows `[n, d]`, as traceable TF.js code. Written as a method, so that a function of
 * a more particular tree of parameters fits; the arrays passed along must have that nesting.
 */
export type Logits = { logits(parameters: TensorTree, x: tf.Tensor2D): tf.Tensor2D }['logits'];

/** A model written as TF.js code: it is compiled, and its gradients are exact. */
export interface TracedModel {
  /** Keep the function itself the same between solves in one scope: what was compiled for it is used again. */
  readonly logits: Logits;
  /** What `logits` is called with; may change from solve to solve without compiling anew. */
  readonly parameters: ArrayTree;
  /**
   * The same function in plain layers, with the parameters decoded, where it is such a network. It tells for some people that no action reaches
   * the target, and searches for them are spared; the answers are the same. Default: not known.
   */
  readonly network?: Network | undefined;
  /** Index of the class to reach. */
  readonly target: number;
}
