import type { ActivationGrid } from './activation-grid.ts';
import type { Weights } from './weights.ts';

/** What is done to the sums of a layer. */
export type Activation = 'linear' | 'relu';

/** A fully connected layer: `activation(hᵀ weight + bias)`, then its grid. */
export interface DenseLayer {
  readonly kind: 'dense';
  /** Differs from the names of all other layers. */
  readonly name: string;
  /** `[inputs, outputs]`. */
  readonly weight: Weights;
  /** `[outputs]`, finite. */
  readonly bias: Float32Array;
  /** `'relu'` or `'linear'`; the last layer gives logits and is linear. */
  readonly activation: Activation;
  /** What the outputs are rounded to; null where they stay as they are. Only behind a ReLU. */
  readonly grid: ActivationGrid | null;
}

/**
 * One layer of a network, told apart by `kind`. Layers are read through `matchLayer`, so that a new kind is a type error
 * wherever it is not provided for.
 */
export type Layer = DenseLayer;

/** A classifier as plain data: layers one after another, the last of which gives the logits. */
export interface Network {
  /** Columns of a row. */
  readonly inputWidth: number;
  /** Input side first; at least one. */
  readonly layers: readonly Layer[];
}
