import type { DenseLayer, Network } from './model/network.ts';

/** A network, and what puts its columns together. */
export interface SplitNetwork {
  /** The linear layer in front; null where the first layer is another. */
  readonly front: DenseLayer | null;
  /** All layers behind it. */
  readonly layers: Network['layers'];
}

/**
 * The linear layer in front of a network that puts columns together and rounds them, apart from the layers that decide: its
 * weights are no weights of the model, but part of how a row is read.
 */
export function splitColumnLayer({ layers }: Pick<Network, 'layers'>): SplitNetwork {
  const [first, ...rest] = layers;
  const isFront =
    first !== undefined && rest.length > 0 && first.activation === 'linear' && first.sumGrids.length === 1;
  return isFront ? { front: first, layers: rest } : { front: null, layers };
}
