import { matchLayer } from './match-layer.ts';
import { shapeOfWeights } from './shape-of-weights.ts';
import type { Network } from './model/network.ts';

/** Columns of a row, then outputs of every layer; the last entry is the number of classes. */
export function layerWidths({ inputWidth, layers }: Network): number[] {
  return [
    inputWidth,
    ...layers.map((layer) => matchLayer(layer, { dense: ({ weight }) => shapeOfWeights(weight)[1]! })),
  ];
}
