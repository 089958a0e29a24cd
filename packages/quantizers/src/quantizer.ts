import type { NDArray } from '@cfq/jit';
import type * as tf from '@tensorflow/tfjs-core';
import type { ObserverName } from './observers/observer.ts';

/** Integer codes with all that is needed to read them; what a packer stores. */
export interface QuantizedTensor {
  /** Integer codes, row-major, one an element. */
  readonly codes: Int32Array;
  readonly shape: readonly number[];
  /** Bit-width, 2 to 8: at most `2^bits` different codes occur per channel. */
  readonly bits: number;
  /** Whether the codes belong to `int<bits>` (true) or `uint<bits>` (false). */
  readonly signed: boolean;
  /** Positive float32 step sizes: one, or one a channel along `axis`. */
  readonly scale: Float32Array;
  /** The code that stands for the real number 0; as many as `scale`, all 0 where the quantizer is symmetric. */
  readonly zeroPoint: Int32Array;
  /** The channel axis, or null where one scale serves the whole tensor. */
  readonly axis: number | null;
}

/** What an `init` may be told. A quantizer refuses the keys that mean nothing to it. */
export interface InitOptions {
  /** Channel axis that gets a parameter each; null (default) for one per tensor. Negative counts from the end. */
  readonly axis?: number | null;
  /** How post-training quantizers choose the range; default `'min-max'`. */
  readonly observer?: ObserverName;
  /** Tail probability kept by the `'percentile'` observer, in (0.5, 1]; default 0.999. */
  readonly percentile?: number;
  /** Start of a learned clip (PACT), positive; default the largest value of the tensor. */
  readonly clip?: number;
}

/** One element's input and the parameters that apply to it. */
export interface EstimatorPoint {
  readonly x: number;
  readonly parameters: Readonly<Record<string, number>>;
}

/** The gradient that a quantizer documents, in a form that can be differentiated numerically. */
export interface GradientEstimator {
  /** The rule in words, with its source. */
  readonly description: string;
  /**
   * A smooth stand-in for `fakeQuantize` near `anchor`: its true derivatives with respect to `x` and the
   * parameters, taken at `anchor`, are the quantizer's gradients (before `gradientScale`). It equals
   * `fakeQuantize` at the anchor.
   */
  surrogate(at: EstimatorPoint, anchor: EstimatorPoint, bits: number): number;
  /** Factor on the gradient of a parameter; 1 where the paper has none. */
  gradientScale(shape: readonly number[], parameterShape: readonly number[], bits: number): number;
}

/**
 * A quantizer: how a tensor is put on an integer grid, how that grid is found or learned, and how its codes
 * leave. `Names` are the keys of its parameter record. A parameter has shape `[]` for a whole tensor, or the
 * tensor's rank with 1 everywhere but at the channel axis.
 */
export interface Quantizer<Names extends string = string> {
  /** Registry key, kebab-case. */
  readonly name: string;
  /** One line: what it is. */
  readonly description: string;
  /** Publication it is implemented from. */
  readonly source: string;
  /** What it is meant for. `activation` quantizers are unsigned: negative inputs become 0. */
  readonly role: 'weight' | 'activation' | 'either';
  /** Whether its parameters receive a gradient in training, or are fixed by `init`. */
  readonly learned: boolean;
  /** Whether `init` accepts a channel `axis`. */
  readonly perChannel: boolean;
  /** Its documented gradient. */
  readonly estimator: GradientEstimator;
  /**
   * Parameters for a tensor: the weights themselves, or calibration activations.
   *
   * @throws QuantizerError for an empty or non-finite tensor, a bad bit-width or an unknown option.
   */
  init(tensor: NDArray, bits: number, options?: InitOptions): Record<Names, NDArray>;
  /** Quantize and dequantize inside a traced function; differentiable by `estimator`. Same shape as `x`. */
  fakeQuantize(x: tf.Tensor, parameters: Readonly<Record<Names, tf.Tensor>>, bits: number): tf.Tensor;
  /** The integer codes of a tensor; `decode` of them equals `fakeQuantize` bit for bit. */
  encode(x: NDArray, parameters: Readonly<Record<Names, NDArray>>, bits: number): QuantizedTensor;
}
