import {
  checkNetwork,
  matchLayer,
  NetworkError,
  splitColumnLayer,
  type DenseLayer,
  type Network,
} from '@cfq/network';
import type { ExportVerdict } from './export-verdict.ts';
import type { Lowering } from './lowering.ts';

const mostBits = 8;

type Hindrance = string | null;

/** What keeps the codes of a layer from a file; `bits` takes the place of the layer's own form where it is given. */
function codesOf({ name, weight }: DenseLayer, bits: number | undefined): Hindrance {
  const width = bits ?? (weight.kind === 'float' ? null : weight.bits);
  if (width === null || width <= mostBits) return null;
  return `layer "${name}": codes have 1 to ${mostBits} bits in a file, and these have ${width}`;
}

function integerWeights({ name, weight }: DenseLayer): Hindrance {
  switch (weight.kind) {
    case 'float':
      return `layer "${name}": integer products need integer weights, and these are float`;
    case 'codebook':
      return `layer "${name}": integer products need evenly spaced levels, and these weights come from a codebook`;
    case 'affine':
      return weight.axis === 0
        ? `layer "${name}": a scale an input does not come out of a sum of products, as one an output does`
        : null;
  }
}

function integerSums({ name, sumGrids }: DenseLayer): Hindrance {
  return sumGrids.length === 0
    ? null
    : `layer "${name}": whole sums are rounded once, into the next codes, and these are rounded on their way`;
}

function integerActivations({ name, activation, grid }: DenseLayer, isLast: boolean): Hindrance {
  if (isLast) return null;
  if (activation !== 'relu') return `layer "${name}": hidden outputs are rectified, and these are linear`;
  if (grid === null) return `layer "${name}": hidden outputs lie on a grid, and these are float`;
  if (grid.bits <= mostBits) return null;
  return `layer "${name}": hidden outputs have at most ${mostBits} bits, and these have ${grid.bits}`;
}

/** Why the layers of a network give no whole numbers. */
function integerHindrances(network: Network, bits: number | undefined): readonly Hindrance[] {
  const { front, layers } = splitColumnLayer(network);
  const ofFront =
    front &&
    `layer "${front.name}": columns are put together in floats, and whole numbers take them as they are`;
  return [
    ofFront,
    ...layers.flatMap((layer, index) =>
      matchLayer(layer, {
        dense: (dense) => [
          bits === undefined ? integerWeights(dense) : null,
          integerSums(dense),
          integerActivations(dense, index === layers.length - 1),
        ],
      }),
    ),
  ];
}

/** The check of the network itself, as a hindrance. */
function malformed(network: Network): Hindrance {
  try {
    checkNetwork(network, 'canExport');
    return null;
  } catch (error) {
    if (error instanceof NetworkError) return error.message;
    throw error;
  }
}

/**
 * Whether {@link packNetwork} takes a network, and every reason why not. What depends on the range of the rows, an
 * accumulator that could run over, only packing itself can tell.
 *
 * @param lowering what it is to become.
 * @param bits width that all weights are meant to be quantized to; default the weights as they are.
 */
export function canExport(network: Network, lowering: Lowering, bits?: number): ExportVerdict {
  const fault = malformed(network);
  if (fault !== null) return { can: false, reasons: [fault] };
  if (bits !== undefined && !(Number.isInteger(bits) && bits >= 1)) {
    return { can: false, reasons: [`codes have a whole number of bits from 1 to ${mostBits}, not ${bits}`] };
  }
  const reasons = [
    ...network.layers.map((layer) => matchLayer(layer, { dense: (dense) => codesOf(dense, bits) })),
    ...(lowering === 'integer' ? integerHindrances(network, bits) : []),
  ].filter((reason) => reason !== null);
  return reasons.length === 0 ? { can: true } : { can: false, reasons };
}
