import type { ActivationGrid, ColumnGrid, DenseLayer, SumGrid } from '@cfq/network';

/** What a layer of a model rounds. */
export interface LayerRounding {
  /** What its sums are rounded to, one grid after another. */
  readonly sumGrids: readonly SumGrid[];
  /**
   * `[outputs]`: the bias that is added behind them. The parameters have the whole of it, with what is added before each
   * grid, so that a model without the grids is the same but for rounding.
   */
  readonly behind: Float32Array;
  /** What its rectified outputs are rounded to; null where they are not. */
  readonly grid: ActivationGrid | null;
}

/**
 * What a model rounds of its own accord. Columns are read alike by whoever is made from it; sums and outputs only by the
 * model itself, since a quantizer has steps of its own.
 */
export interface ModelRounding {
  readonly inputGrid: ColumnGrid | null;
  /**
   * A linear layer that puts the columns together which the first layer reads, and rounds them; null where there is none. It
   * is no layer of the model: nothing of it is trained or quantized.
   */
  readonly front: DenseLayer | null;
  readonly layers: Readonly<Record<string, LayerRounding>>;
}
