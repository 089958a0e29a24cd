import type { RoundedLayer } from './rounding-box.ts';
import { sumNoise } from './sum-noise.ts';

/** What a hidden layer may give over a box of networks, at one point, `[units]` each. */
export interface HiddenBounds {
  /** Outputs, after ReLU and grid; at least 0. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** `h ≥ below · z + belowShift` and `h ≤ above · z + aboveShift` for every sum `z` there may be. */
  readonly below: Float64Array;
  readonly belowShift: Float64Array;
  readonly above: Float64Array;
  readonly aboveShift: Float64Array;
  /** What rounding may add to the sums. */
  readonly noise: Float64Array;
  /** Euclidean norm, and sum, of `high`. */
  norm: number;
  sum: number;
}

/** A point, as the first layer reads it. */
interface PointInput {
  readonly x: ArrayLike<number>;
  readonly from: number;
  readonly norm: number;
  readonly sum: number;
}

/** Room for the bounds of a hidden layer. */
export function hiddenBounds(units: number): HiddenBounds {
  const room = () => new Float64Array(units);
  return {
    ...{ low: room(), high: room(), below: room(), belowShift: room(), above: room(), aboveShift: room() },
    ...{ noise: room(), norm: 0, sum: 0 },
  };
}

/** Bounds of a layer's outputs from a point, or from the bounds of the layer before; `own` is overwritten. */
export function boundHidden(layer: RoundedLayer, before: PointInput | HiddenBounds, own: HiddenBounds): void {
  const { inputs, outputs, weight, bias, reach, norms } = layer;
  const { low, high, noise } = own;
  low.fill(0);
  high.fill(0);
  if ('x' in before) {
    for (let i = 0; i < inputs; i += 1) {
      const value = before.x[before.from + i]!;
      if (value === 0) continue;
      for (let j = 0; j < outputs; j += 1) low[j]! += value * weight[i * outputs + j]!;
    }
    for (let j = 0; j < outputs; j += 1) {
      high[j] = low[j]! + reach[j]! * before.sum;
      low[j]! -= reach[j]! * before.sum;
    }
  } else {
    for (let i = 0; i < inputs; i += 1) {
      const [least, most] = [before.low[i]!, before.high[i]!];
      if (most === 0) continue;
      for (let j = 0; j < outputs; j += 1) {
        const down = weight[i * outputs + j]! - reach[j]!;
        const up = weight[i * outputs + j]! + reach[j]!;
        low[j]! += down * (down >= 0 ? least : most);
        high[j]! += up * (up >= 0 ? most : least);
      }
    }
  }
  const share = sumNoise(inputs);
  for (let j = 0; j < outputs; j += 1) {
    noise[j] = share * (norms[j]! * before.norm + reach[j]! * before.sum + Math.abs(bias[j]!));
    low[j]! += bias[j]! - noise[j]!;
    high[j]! += bias[j]! + noise[j]!;
  }
  rectify(layer, own);
}

/** Sums become outputs, with the lines above and below them. */
function rectify({ outputs, grid }: RoundedLayer, own: HiddenBounds): void {
  const top = grid === null ? Infinity : grid.scale * (2 ** grid.bits - 1);
  // A code may go to either side of a tie, and its product with the step is rounded.
  const off = grid === null ? 0 : grid.scale * 0.5 * (1 + 2 ** -18);
  let [squares, sum] = [0, 0];
  for (let j = 0; j < outputs; j += 1) {
    const [least, most] = [own.low[j]!, own.high[j]!];
    const isOn = least >= 0;
    const isOff = most <= 0;
    own.above[j] = isOff ? 0 : isOn ? 1 : most / (most - least);
    own.aboveShift[j] = (isOff || isOn ? 0 : -own.above[j]! * least) + (isOff ? 0 : off);
    // Beyond the end of a grid outputs stay behind their sums.
    own.below[j] = most <= top && !isOff && most > -least ? 1 : 0;
    const rounded = Math.max(0, Math.min(least, top) - off);
    own.belowShift[j] = own.below[j] === 1 ? -off : rounded;
    own.low[j] = rounded;
    own.high[j] = isOff ? 0 : Math.min(most, top) + off;
    squares += own.high[j]! ** 2;
    sum += own.high[j]!;
  }
  own.norm = Math.sqrt(squares);
  own.sum = sum;
}
