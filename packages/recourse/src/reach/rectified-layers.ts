import { decodeWeights, type ActivationGrid, type Network } from '@cfq/network';

/** One layer of a network in float64. */
export interface RectifiedLayer {
  readonly inputs: number;
  readonly outputs: number;
  /** `[inputs, outputs]`. */
  readonly weight: Float64Array;
  /** Absolute values of the weights. */
  readonly absolute: Float64Array;
  /** Euclidean norm of every column. */
  readonly norms: Float64Array;
  readonly bias: Float64Array;
  /** What rectified outputs are rounded to; null where they stay as they are. */
  readonly grid: ActivationGrid | null;
}

/**
 * The layers of a network of rectifiers, input side first; null where it is none: a hidden layer without a ReLU, columns or
 * sums that are rounded.
 */
export function rectifiedLayers({ layers, inputGrid }: Network): readonly RectifiedLayer[] | null {
  if (inputGrid !== null || layers.some(({ sumGrids }) => sumGrids.length > 0)) return null;
  if (layers.slice(0, -1).some(({ activation }) => activation !== 'relu')) return null;
  return layers.map((layer) => {
    const outputs = layer.bias.length;
    const weight = Float64Array.from(decodeWeights(layer.weight).data);
    const norms = new Float64Array(outputs);
    weight.forEach((value, at) => (norms[at % outputs]! += value * value));
    return {
      inputs: weight.length / outputs,
      outputs,
      weight,
      absolute: weight.map(Math.abs),
      norms: norms.map(Math.sqrt),
      bias: Float64Array.from(layer.bias),
      grid: layer.grid,
    };
  });
}
