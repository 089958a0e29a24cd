import type { NDArray, RandomStream } from '@cfq/jit';
import type { LayerSize } from '@cfq/bit-allocation';
import type * as tf from '@tensorflow/tfjs-core';
import type { ModelRounding } from './model-rounding.ts';

/** Weights of one dense layer: `weight` [inputs, outputs], `bias` [outputs]. */
export type DenseParameters<Leaf> = {
  readonly weight: Leaf;
  readonly bias: Leaf;
};

/** Parameters of a model: one dense layer a name, in the order of {@link Model.layers}. */
export type ModelParameters<Leaf = NDArray> = { readonly [layer: string]: DenseParameters<Leaf> };

/**
 * Where a model hands its tensors to a quantizer. All functions are traced, keep the shape, and are called
 * once per layer and forward pass. Biases are never offered: they stay float in every student.
 */
export interface QuantizationHook {
  /** What `layer` multiplies by its weights [rows, inputs]: the columns, or the output of the layer before. */
  input?(value: tf.Tensor2D, layer: string): tf.Tensor2D;
  /** The weight matrix [inputs, outputs] of `layer`, before it multiplies. */
  weight?(value: tf.Tensor2D, layer: string): tf.Tensor2D;
  /** The hidden activation [rows, outputs] of `layer`, after ReLU (so never negative). */
  activation?(value: tf.Tensor2D, layer: string): tf.Tensor2D;
}

/** A classifier as a pure function of its parameters. */
export interface Model {
  /**
   * Text of the architecture, e.g. `mlp:108-128-64-2`, for messages and tables. Graphs are compiled once a model, not once a
   * name: keep one value for what should share them.
   */
  readonly name: string;
  /** Encoded columns expected. */
  readonly inputWidth: number;
  /** Number of logits; two wherever decisions and recourse are looked at, the favourable class at index 1. */
  readonly classes: number;
  /** The layers whose weights are quantized, first to last, with the number of weights (biases excluded). */
  readonly layers: readonly LayerSize[];
  /** The layers followed by a ReLU, whose output is a hidden activation. */
  readonly hiddenLayers: readonly string[];
  /** What it rounds of its own accord; default nothing. */
  readonly rounding?: ModelRounding | undefined;
  /** Fresh parameters drawn from `stream`; the same stream gives the same bits. */
  init(stream: RandomStream): ModelParameters;
  /**
   * Logits [rows, classes] of `x` [rows, inputWidth]. Traced; a function that stands alone, without `this`. What a model
   * rounds of its own accord, but for its columns, is left to the hook where there is one.
   */
  readonly apply: (
    parameters: ModelParameters<tf.Tensor>,
    x: tf.Tensor2D,
    quantize?: QuantizationHook,
  ) => tf.Tensor2D;
}
