import type { LayerSize } from '../../allocation.ts';

/** What an agent sees of a layer. */
export interface LayerStates {
  /** The state of a layer, given the action at the layer before it; 1 for the first. */
  (layer: number, previous: number): Float64Array;
  /** Numbers of a state. */
  readonly width: number;
}

/** Place and size of every layer as numbers in [0, 1]: how far along, the share of all weights, the size on a log scale, first, last, and the action before. */
export function layerStates(layers: readonly LayerSize[]): LayerStates {
  const sizes = layers.map(({ parameters }) => parameters);
  const weights = sizes.reduce((sum, size) => sum + size, 0);
  const largest = Math.log1p(Math.max(...sizes));
  const last = layers.length - 1;
  const stateOf = (layer: number, previous: number): Float64Array =>
    Float64Array.of(
      last === 0 ? 0 : layer / last,
      sizes[layer]! / weights,
      Math.log1p(sizes[layer]!) / largest,
      Number(layer === 0),
      Number(layer === last),
      previous,
    );
  return Object.assign(stateOf, { width: 6 });
}
