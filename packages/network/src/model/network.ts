import type { ActivationGrid } from './activation-grid.ts';
import type { ColumnGrid } from './column-grid.ts';
import type { SumGrid } from './sum-grid.ts';
import type { Weights } from './weights.ts';

/** What is done to the sums of a layer. */
export type Activation = 'linear' | 'relu';

/** A fully connected layer: `hᵀ weight`, through the grids of its sums, `+ bias`, its activation, then its grid. */
export interface DenseLayer {
  readonly kind: 'dense';
  /** Differs from the names of all other layers. */
  readonly name: string;
  /** `[inputs, outputs]`. */
  readonly weight: Weights;
  /** What the sums are rounded to before the bias is added, one after another; empty where they stay as they are. */
  readonly sumGrids: readonly SumGrid[];
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
  /** What the columns are rounded to before the first layer reads them; null where they stay as they are. */
  readonly inputGrid: ColumnGrid | null;
  /** Input side first; at least one. */
  readonly layers: readonly Layer[];
}
