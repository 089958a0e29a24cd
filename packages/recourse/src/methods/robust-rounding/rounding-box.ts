import type { Network } from '@cfq/network';

import { rectifiedLayers, type RectifiedLayer } from '../../reach/rectified-layers.ts';
import { RecourseError } from '../../recourse-error.ts';

/** Which roundings a box holds. */
export interface RoundingBoxOptions {
  /** Bits of a weight, an integer from 2 to 16. */
  readonly bits: number;
  /** Whether every output of a layer has a step of its own (`channel`) or the layer one for all (`tensor`). */
  readonly granularity: 'channel' | 'tensor';
  /** Steps by which a weight may end off its place, > 0: 0.5 for rounding to the nearest, 1 for up or down at will. */
  readonly distance: number;
}

/** What options of a box of roundings may be. */
export const roundingRules = {
  bits: { least: 2, integer: true },
  granularity: { oneOf: ['channel', 'tensor'] },
  distance: { least: 0 },
} as const;

/** A layer whose weights lie anywhere within `reach` of where they are. */
export interface RoundedLayer extends RectifiedLayer {
  /** `[outputs]`: how far each weight of an output may be off. */
  readonly reach: Float64Array;
}

/** What float32 may add when a code is multiplied by its step, as a share of the weight. */
const decoding = 2 ** -22;

/**
 * Every rounding of a network's weights at so many bits, as a box: the step of a symmetric grid is at most
 * `s = max|w| / (2^(bits − 1) − 1)`, of an output's weights or of the layer's, and a weight ends within `distance · s` of its
 * place. So the box holds all roundings to the nearest with steps up to that one and nothing cut off, whatever their steps
 * are; with `distance` 1 all roundings up or down too, learned ones among them. Biases stay.
 *
 * @throws RecourseError for a network that rounds its columns or sums, or has a hidden layer without a ReLU.
 */
export function roundingBox(
  network: Network,
  { bits, granularity, distance }: RoundingBoxOptions,
): readonly RoundedLayer[] {
  const layers = rectifiedLayers(network);
  if (layers === null) {
    throw new RecourseError(
      'roundingBox: a network of rectifiers (expected a ReLU behind every hidden layer, columns and sums as they are, got ' +
        'another one). Pass the network before such grids are put in.',
    );
  }
  if (!(Number.isInteger(bits) && bits >= 2 && bits <= 16 && distance > 0)) {
    throw new RecourseError(
      `roundingBox: roundings are known (expected 2 to 16 bits and a distance > 0, got ${bits} and ${distance}). Correct them.`,
    );
  }
  return layers.map((layer) => {
    const largest = new Float64Array(layer.outputs);
    layer.absolute.forEach((value, at) => {
      const j = at % layer.outputs;
      largest[j] = Math.max(largest[j]!, value);
    });
    const whole = largest.reduce((most, value) => Math.max(most, value), 0);
    return {
      ...layer,
      reach: largest.map((own) => {
        const top = granularity === 'channel' ? own : whole;
        return (distance / (2 ** (bits - 1) - 1) + decoding) * top;
      }),
    };
  });
}
