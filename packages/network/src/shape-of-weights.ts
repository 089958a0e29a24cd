import type { Weights } from './model/weights.ts';

/** The shape of weights, in whatever form they are stored. */
export function shapeOfWeights(weights: Weights): readonly number[] {
  switch (weights.kind) {
    case 'float':
      return weights.values.shape;
    case 'affine':
    case 'codebook':
      return weights.shape;
  }
}
