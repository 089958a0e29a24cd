import type { QuantizedTensor } from '@cfq/quantizers';

/** Unsigned grid of a hidden activation: `clamp(round(h / scale), 0, 2^bits − 1) · scale`. */
export interface ActivationGrid {
  /** Positive step size. */
  readonly scale: number;
  /** Bit-width, 1 to 8. */
  readonly bits: number;
}

/** One dense layer as it is deployed. */
export interface QuantizedLayer {
  readonly layer: string;
  /** Integer codes of the weight matrix [inputs, outputs], symmetric (zero points 0), one scale or one an output. */
  readonly weight: QuantizedTensor;
  /** Float bias [outputs]. */
  readonly bias: Float32Array;
  /** Grid of the ReLU output of this layer, null where it stays float; ignored on the last layer, which has no ReLU. */
  readonly activation: ActivationGrid | null;
}

/** A dense ReLU network in integer codes: all that a deployed file holds. */
export interface QuantizedNetwork {
  /** Layers, input side first; each layer's outputs are the next one's inputs. */
  readonly layers: readonly QuantizedLayer[];
}
