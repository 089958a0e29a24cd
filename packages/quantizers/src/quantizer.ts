import type { NDArray } from '@cfq/jit';
import type * as tf from '@tensorflow/tfjs-core';
import type { Observer, ObserverName } from './observers/observer.ts';
import type { IntegerGrid } from './building-blocks/integer-grid.ts';
import type { QuantizedTensor } from './quantized-tensor.ts';

/** What a quantizer is meant for. Those for activations are unsigned: negative inputs become 0. */
export type QuantizerRole = 'weight' | 'activation';

/** A law that a quantizer may declare away, see `quantizerLaws` in `@cfq/quantizers/testing`. */
export type DeclarableLaw = 'idempotent' | 'monotone' | 'zero is a level';

/** What an `init` may be told. A quantizer refuses the keys that mean nothing to it. */
export interface InitOptions {
  /** Channel axis that gets a parameter each; null (default) for one per tensor. Negative counts from the end. */
  readonly axis?: number | null;
  /** How post-training quantizers choose the range: an observer, or the name of one; default `'min-max'`. */
  readonly observer?: Observer | ObserverName;
  /** Tail probability kept by the `'percentile'` observer, in (0.5, 1]; default 0.999. */
  readonly percentile?: number;
  /** Start of a learned clip (PACT), positive; default the largest value of the tensor. */
  readonly clip?: number;
}

/** What `initLeastSquares` may be told. */
export type LeastSquaresOptions = Pick<InitOptions, 'axis'>;

/** One element's input and the parameters that apply to it. */
export interface EstimatorPoint {
  readonly x: number;
  readonly parameters: Readonly<Record<string, number>>;
  /** The parameters that are tables, whole. */
  readonly tables?: Readonly<Record<string, readonly number[]>>;
}

/** The gradient that a quantizer documents, in a form that can be differentiated numerically. */
export interface GradientEstimator {
  /** The rule in words, with its source. */
  readonly description: string;
  /**
   * A smooth stand-in for `fakeQuantize` near `anchor`: its true derivatives with respect to `x` and the
   * parameters, taken at `anchor`, are the quantizer's gradients (before `gradientScale`). It equals
   * `fakeQuantize` at the anchor.
   *
   * @param upstream the gradient that reaches the element, for a rule that looks at it.
   */
  surrogate(at: EstimatorPoint, anchor: EstimatorPoint, bits: number, upstream: number): number;
  /** Factor on the gradient of a parameter, by its name where they differ; 1 where the paper has none. */
  gradientScale(
    shape: readonly number[],
    parameterShape: readonly number[],
    bits: number,
    name: string,
  ): number;
}

/**
 * What makes a quantizer: how a tensor is put on a grid, how that grid is found or learned, and how its codes
 * leave. `Names` are the keys of its parameter record, `Encoded` the form of its codes. A parameter has shape `[]` for a whole tensor, or the
 * tensor's rank with 1 everywhere but at the channel axis; a table has one of its own, and one for each element that of the tensor.
 */
export interface QuantizerDefinition<
  Names extends string = string,
  Name extends string = string,
  Encoded extends QuantizedTensor = QuantizedTensor,
> {
  /** Registry key, kebab-case. */
  readonly name: Name;
  /** One line: what it is. */
  readonly description: string;
  /** Publication it is implemented from. */
  readonly source: string;
  /** What it is meant for, at least one. */
  readonly roles: readonly QuantizerRole[];
  /** Whether its parameters receive a gradient in training, or are fixed by `init`. */
  readonly learned: boolean;
  /** Whether `init` accepts a channel `axis`. */
  readonly perChannel: boolean;
  /** Bit-widths that it codes in, ascending, within 1 to 8, to 16 where none of them is a weight's; default 2 to 8. Others are refused by all of its functions. */
  readonly widths?: readonly number[];
  /** Most levels that occur in a channel, where they are fewer than `2^bits`: what its codes are worth is `log2` of it. */
  readonly levels?: number;
  /** Parameters that are tables of the whole tensor, such as a codebook, with their sizes by bit-width: of shape `[size]`. */
  readonly tables?: { readonly [Table in Names]?: (bits: number) => number };
  /**
   * Parameters with a value for each element, in the shape of the tensor itself. Where they are learned they are counted in
   * whole units, such as bits, and travel at the rate of such.
   */
  readonly elementwise?: readonly NoInfer<Names>[];
  /** Its documented gradient. */
  readonly estimator: GradientEstimator;
  /** Laws that do not hold for it, each with the reason. One that does hold is as much of a fault as one that is broken. */
  readonly exceptions?: { readonly [Law in DeclarableLaw]?: string };
  /**
   * Parameters for a tensor by the rule of its publication: for the weights themselves, or for activations as they occur
   * on calibration rows, `[rows, units]`.
   *
   * @throws QuantizerError for an empty or non-finite tensor, a bad bit-width or an unknown option.
   */
  init(tensor: NDArray, bits: number, options?: InitOptions): Record<Names, NDArray>;
  /**
   * Parameters for a tensor whose quantization error is least in squares, as far as a search finds them. Absent where it
   * has no such start; whoever needs one asks `leastSquaresStart`, which says so.
   *
   * @throws QuantizerError as `init` does.
   */
  initLeastSquares?(tensor: NDArray, bits: number, options?: LeastSquaresOptions): Record<Names, NDArray>;
  /**
   * The codes of a bit-width, where the quantizer rounds `x / s` to the nearest whole number (`z` apart), with `s` and `z`
   * those that `encode` reports and no function of `x`. Absent otherwise. It is what learned rounding needs: to round
   * to the other neighbour instead stays on the grid.
   *
   * @throws QuantizerError for a bad bit-width.
   */
  readonly grid?: (bits: number) => IntegerGrid;
  /**
   * What its publication adds to the loss for the sake of its own parameters, before any weight: a scalar to descend. Traced.
   * Absent where it adds nothing.
   */
  penalty?(parameters: Readonly<Record<Names, tf.Tensor>>, bits: number): tf.Scalar;
  /** Quantize and dequantize inside a traced function; differentiable by `estimator`. Same shape as `x`. */
  fakeQuantize(x: tf.Tensor, parameters: Readonly<Record<Names, tf.Tensor>>, bits: number): tf.Tensor;
  /** The integer codes of a tensor; `decode` of them equals `fakeQuantize` bit for bit. */
  encode(x: NDArray, parameters: Readonly<Record<Names, NDArray>>, bits: number): Encoded;
}

/** A quantizer, made with `defineQuantizer`. A value: whoever quantizes takes it as it is, wherever it was written. */
export interface Quantizer<
  Names extends string = string,
  Name extends string = string,
  Encoded extends QuantizedTensor = QuantizedTensor,
> extends QuantizerDefinition<Names, Name, Encoded> {
  readonly part: 'quantizer';
}
