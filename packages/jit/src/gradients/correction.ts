import type * as tf from '@tensorflow/tfjs-core';

/** Gradients by the name of the input they belong to, computed when asked for. */
type Gradients = Readonly<Record<string, () => tf.Tensor>>;

/** What replaces, or completes, the gradient TF.js has for a kernel. */
export interface Correction<Attrs = unknown> {
  /** Names of the inputs that are saved, or 'all' for a kernel that takes a list. */
  readonly inputs: readonly string[] | 'all';
  /** Which outputs are saved behind them. A function where that depends on the call. */
  readonly outputs?: () => readonly boolean[];
  /**
   * The gradients of the inputs.
   *
   * @param dy The gradient of the first output.
   * @param saved What `inputs` and `outputs` ask for, in that order.
   * @param attrs The attributes of the kernel call.
   * @param dys The gradients of all outputs.
   */
  readonly gradient: (
    dy: tf.Tensor,
    saved: readonly tf.Tensor[],
    attrs: Attrs,
    dys: readonly tf.Tensor[],
  ) => Gradients;
}

/** Corrections by the name of the kernel. */
export type Corrections = Readonly<Record<string, Correction<never>>>;
