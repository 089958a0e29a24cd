import { ndarray, randomStream, type NDArray } from '@cfq/jit';
import { denseNetwork, rectifiedGridOf, referenceLogits, type Network, type Weights } from '@cfq/network';
import { lsq, lsqActivation, type Quantizer } from '@cfq/quantizers';
import { canExport } from '../exporting/can-export.ts';
import type { InputGrid } from '../exporting/input-grid.ts';
import { runInteger } from '../integer/run-integer.ts';
import { toIntegerNetwork } from '../integer/to-integer-network.ts';
import { compareDecisions } from '../verifying/compare-decisions.ts';
import { roundingBounds } from './rounding-bounds.ts';

/** What {@link compareWholeNumbers} may vary. */
export interface CompareWholeNumbersOptions {
  /** Bit-width, one that the quantizer codes in. */
  readonly bits: number;
  /** Seed of the network and the rows; default 0. */
  readonly seed?: number | undefined;
  /** Rows to decide on, 1 or more; default 400. */
  readonly rows?: number | undefined;
}

/** How a network decides in whole numbers, beside how it decides in floats. */
export type WholeNumberComparison =
  | {
      readonly can: true;
      /** Rows compared. */
      readonly rows: number;
      /** Rows that are decided otherwise. */
      readonly changed: number;
      /** Largest difference of a logit. */
      readonly largestDifference: number;
      /** The row that is farthest off for what rounding explains, with the largest difference that it does explain. */
      readonly farthest: { readonly row: number; readonly difference: number; readonly bound: number };
    }
  | { readonly can: false; readonly reasons: readonly string[] };

const widths = [7, 12, 10, 2];
/** Steps of the rows, which are whole numbers of them: nothing is rounded on their way in. */
const inputGrid: InputGrid = { scale: 2 ** -6, zeroPoint: 2 ** 15, bits: 16 };

const codesOf = (quantizer: Quantizer, x: NDArray, bits: number) =>
  quantizer.encode(x, quantizer.init(x, bits), bits);

/**
 * A network of random weights, 7-12-10-2. The quantizer rounds the weights, and hidden outputs have 8 bits of LSQ; or, where
 * it is for activations alone, it rounds those, and weights have 8 bits of LSQ.
 */
function networkOf(quantizer: Quantizer, bits: number, seed: number, x: NDArray): Network | null {
  const ofWeights = quantizer.roles.includes('weight');
  const [weights, outputs] = ofWeights
    ? [(w: NDArray) => codesOf(quantizer, w, bits), (h: NDArray) => codesOf(lsqActivation, h, 8)]
    : [(w: NDArray) => codesOf(lsq, w, 8), (h: NDArray) => codesOf(quantizer, h, bits)];
  const layers: { weight: Weights; bias: NDArray; grid: ReturnType<typeof rectifiedGridOf> }[] = [];
  for (let at = 1; at < widths.length; at += 1) {
    const stream = randomStream(seed, 'whole numbers', quantizer.name, at);
    const weight = weights(stream.split('weight').normal([widths[at - 1]!, widths[at]!]));
    const layer = { weight, bias: stream.split('bias').normal([widths[at]!]), grid: null };
    if (at === widths.length - 1) {
      layers.push(layer);
      break;
    }
    const sums = referenceLogits(denseNetwork([...layers, layer]), x);
    const rectified = ndarray(
      Float32Array.from(sums.data, (sum) => Math.max(0, sum)),
      sums.shape,
    );
    const grid = rectifiedGridOf(outputs(rectified));
    if (grid === null) return null;
    layers.push({ ...layer, grid });
  }
  return denseNetwork(layers);
}

/**
 * Runs a small random network that a quantizer has rounded in whole numbers (Jacob et al. 2018) and in floats, on rows that
 * lie on the grid of the inputs, so that what differs comes of the network: of biases in steps of the sums, and of hidden
 * outputs that such a difference, or a tie, puts on the next code.
 */
export function compareWholeNumbers(
  quantizer: Quantizer,
  { bits, seed = 0, rows = 400 }: CompareWholeNumbersOptions,
): WholeNumberComparison {
  const { data } = randomStream(seed, 'rows in steps').normal([rows, widths[0]!]);
  const x = ndarray(
    Float32Array.from(data, (value) => Math.round(value / inputGrid.scale) * inputGrid.scale),
    [rows, widths[0]!],
  );
  const network = networkOf(quantizer, bits, seed, x);
  if (network === null) return { can: false, reasons: ['hidden outputs lie on no grid that starts at 0'] };
  const verdict = canExport(network, 'integer');
  if (!verdict.can) return verdict;
  const expected = referenceLogits(network, x);
  const { logits: actual } = runInteger(toIntegerNetwork(network, inputGrid), x);
  const bounds = roundingBounds(network, inputGrid.scale, x);
  let farthest = { row: 0, difference: 0, bound: 0 };
  bounds.forEach((bound, at) => {
    const difference = Math.abs(actual.data[at]! - expected.data[at]!);
    const [classes = 1] = expected.shape.slice(1);
    if (difference - bound > farthest.difference - farthest.bound || at === 0) {
      farthest = { row: Math.floor(at / classes), difference, bound };
    }
  });
  const { changed, largestDifference } = compareDecisions({ expected, actual });
  return { can: true, rows, changed, largestDifference, farthest };
}
