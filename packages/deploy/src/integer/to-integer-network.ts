import { checkNetwork, matchLayer, type AffineWeights, type DenseLayer, type Network } from '@cfq/network';
import { DeployError } from '../deploy-error.ts';
import { canExport } from '../exporting/can-export.ts';
import type { InputGrid } from '../exporting/input-grid.ts';
import type { IntegerLayer, IntegerNetwork, Requantization } from './integer-network.ts';
import { ownInputGrid } from './own-input-grid.ts';
import { fixedPointOf } from './requantize.ts';
import { roundHalfEven } from './round-half-even.ts';

const largestSum = 2 ** 31 - 1;

/** What goes into a layer. */
interface Incoming {
  readonly scale: number;
  readonly zeroPoint: number;
  /** Largest code. */
  readonly highest: number;
}

function checkInputGrid({ scale, zeroPoint, bits }: InputGrid): void {
  const most = 2 ** bits - 1;
  const fits =
    [8, 16].includes(bits) &&
    scale > 0 &&
    Number.isFinite(scale) &&
    Math.fround(scale) === scale &&
    Number.isInteger(zeroPoint) &&
    zeroPoint >= 0 &&
    zeroPoint <= most;
  if (fits) return;
  throw new DeployError(
    'toIntegerNetwork: rows are put on a grid (expected 8 or 16 bits, a positive float32 scale and a zero point among its ' +
      `codes, got ${bits} bits, scale ${scale} and zero point ${zeroPoint}). Fit it with inputGridOf.`,
  );
}

/** Signed codes and their zero points moved up by half of their channel's range, which keeps every difference. */
function unsignedOf({ codes, zeroPoint, bits, signed, channelBits }: AffineWeights) {
  const offset = (output: number): number => (signed ? 2 ** ((channelBits?.[output] ?? bits) - 1) : 0);
  return {
    codes: Uint8Array.from(codes, (code, index) => code + offset(index % zeroPoint.length)),
    zeroPoint: Uint8Array.from(zeroPoint, (code, output) => code + offset(output)),
  };
}

function refuseSums(name: string, output: number, got: number): never {
  throw new DeployError(
    `toIntegerNetwork: layer "${name}", output ${output}: sums are 32-bit whole numbers (expected at most ${largestSum} ` +
      `whatever the row, got up to ${got}). Take an input grid of 8 bits, or export with lowering 'qdq'.`,
  );
}

/** Biases in steps of the sums, checked so that no row can make a sum run over. */
function biasOf(
  layer: DenseLayer,
  { codes, zeroPoint }: { readonly codes: Uint8Array; readonly zeroPoint: Uint8Array },
  scales: readonly number[],
  { zeroPoint: zeroOfInputs, highest }: Incoming,
): Int32Array {
  const { name, bias } = layer;
  const outputs = bias.length;
  return Int32Array.from(bias, (value, output) => {
    const zero = zeroPoint[zeroPoint.length === 1 ? 0 : output]!;
    let [sum, absolute] = [0, 0];
    for (let at = output; at < codes.length; at += outputs) {
      sum += codes[at]! - zero;
      absolute += Math.abs(codes[at]! - zero);
    }
    const steps = roundHalfEven(value / scales[output]!) - zeroOfInputs * sum;
    const most = absolute * highest + Math.abs(steps);
    if (!(most <= largestSum)) refuseSums(name, output, most);
    return steps;
  });
}

function requantizationOf({ grid }: DenseLayer, scales: readonly number[]): Requantization {
  const { scale, bits } = grid!;
  const ratios = scales.map((from) => fixedPointOf(from / scale));
  return {
    multiplier: Int32Array.from(ratios, ({ multiplier }) => multiplier),
    shift: Int32Array.from(ratios, ({ shift }) => shift),
    highest: 2 ** bits - 1,
  };
}

function layerOf(
  layer: DenseLayer,
  incoming: Incoming,
  isLast: boolean,
): IntegerLayer & { scales: number[] } {
  const weight = layer.weight as AffineWeights;
  const outputs = layer.bias.length;
  const scales = Array.from(
    { length: outputs },
    (_, output) => incoming.scale * weight.scale[weight.axis === null ? 0 : output]!,
  );
  const unsigned = unsignedOf(weight);
  return {
    name: layer.name,
    bits: weight.bits,
    ...(weight.channelBits && { channelBits: weight.channelBits }),
    inputs: weight.shape[0]!,
    outputs,
    ...unsigned,
    bias: biasOf(layer, unsigned, scales, incoming),
    requantization: isLast ? null : requantizationOf(layer, scales),
    scales,
  };
}

/**
 * A quantized network in whole numbers: what {@link runInteger} runs and what `packNetwork` with `lowering: 'integer'`
 * writes. Weights keep their codes and hidden outputs their grids; new are the grid of the rows, biases in steps of the
 * sums, and the ratio of scales as a fixed-point number.
 *
 * @param inputGrid what rows are rounded to, see {@link inputGridOf}; behind the grid of the network's own columns, where
 *   it has one. Default that grid itself, which then has one step of 8 or 16 bits and no offset.
 * @throws NetworkError (of `@cfq/network`) for a malformed network.
 * @throws DeployError with every reason of {@link canExport}; for a malformed grid; where a sum could need more than 32
 *   bits.
 */
export function toIntegerNetwork(network: Network, inputGrid?: InputGrid): IntegerNetwork {
  checkNetwork(network, 'toIntegerNetwork');
  const verdict = canExport(network, 'integer');
  if (!verdict.can) {
    throw new DeployError(
      `toIntegerNetwork: the network must be one of whole numbers (got: ${verdict.reasons.join('; ')}). ` +
        'Quantize weights and hidden outputs evenly to at most 8 bits.',
    );
  }
  const input = inputGrid ?? ownInputGrid(network.inputGrid);
  if (input === null) {
    throw new DeployError(
      'toIntegerNetwork: rows are rounded to whole numbers (expected an input grid, or a network whose own has one step of 8 or ' +
        '16 bits, got neither). Fit one with inputGridOf.',
    );
  }
  checkInputGrid(input);
  const { scale, zeroPoint, bits } = input;
  let incoming: Incoming = { scale, zeroPoint, highest: 2 ** bits - 1 };
  let scalesOfLogits: number[] = [];
  const layers = network.layers.map((layer, index) => {
    const { scales, ...made } = matchLayer(layer, {
      dense: (dense) => layerOf(dense, incoming, index === network.layers.length - 1),
    });
    scalesOfLogits = scales;
    const { grid } = layer;
    if (grid !== null) incoming = { scale: grid.scale, zeroPoint: 0, highest: 2 ** grid.bits - 1 };
    return made;
  });
  const alike = scalesOfLogits.every((value) => value === scalesOfLogits[0]);
  return {
    columns: inputGrid === undefined ? null : network.inputGrid,
    input,
    layers,
    logitScale: Float32Array.from(alike ? scalesOfLogits.slice(0, 1) : scalesOfLogits),
  };
}
