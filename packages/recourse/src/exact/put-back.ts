import { dot } from '../reach/dot.ts';
import { dotsOfTwo } from '../reach/dots-of-two.ts';
import type { HiddenUnits } from '../reach/hidden-units.ts';
import type { RectifiedLayer } from '../reach/rectified-layers.ts';
import type { Directions } from './directions.ts';

/** An affine function of the open decisions of a box: `constant` at the base point, and `along` each of the directions. */
export interface AffineForm {
  constant: number;
  readonly along: Float64Array;
}

/**
 * Puts the weights of a function of hidden units back through the relaxed layers before them onto what a person can do
 * (Zhang et al. 2018, "Efficient neural network robustness certification with general activation functions"), once for the
 * bound from above and the one from below. Holds copies of the weights among the units whose outputs may differ from 0.
 */
interface PutBack {
  /** Takes the relaxation of hidden layer `k`, those before it being known. */
  take(k: number): void;
  /**
   * Bounds `offset + Σ slopes[a] · output` of the live units of hidden layer `k`, in their order.
   *
   * @param track - Whether what the bound from above owes to the relaxation of each unit is kept in `owed`.
   */
  run(
    k: number,
    slopes: Float64Array,
    offset: number,
    above: AffineForm,
    below: AffineForm,
    track: boolean,
  ): void;
  /** `[hidden layers][units]`: what the last tracked bound from above was off by at most at each open unit. */
  readonly owed: readonly Float64Array[];
}

/** The relaxation of the live units of a layer, and what leads to them. */
interface LiveLayer {
  /** `[live before, live]` weights; of the first layer `[directions, live]`. */
  readonly weight: Float64Array;
  /** Biases; of the first layer the sums at the base point. */
  readonly bias: Float64Array;
  readonly above: Float64Array;
  readonly aboveShift: Float64Array;
  readonly below: Float64Array;
  readonly belowShift: Float64Array;
  readonly noise: Float64Array;
  /** Weights of the functions that are put back: from above, from below. */
  readonly up: Float64Array;
  readonly down: Float64Array;
}

/** Room for the live units of hidden layers. */
export function createPutBack(
  layers: readonly RectifiedLayer[],
  units: readonly HiddenUnits[],
  directions: Directions,
): PutBack {
  const most = directions.vectors.length / layers[0]!.outputs;
  const live = units.map((_, k): LiveLayer => {
    const { outputs } = layers[k]!;
    const room = () => new Float64Array(outputs);
    return {
      weight: new Float64Array(outputs * (k === 0 ? most : layers[k - 1]!.outputs)),
      bias: room(),
      above: room(),
      aboveShift: room(),
      below: room(),
      belowShift: room(),
      noise: room(),
      up: room(),
      down: room(),
    };
  });
  const owed = units.map(({ low }) => new Float64Array(low.length));
  const sums = new Float64Array(4);
  /** What the units that were put through add to either bound. */
  const added = new Float64Array(2);

  /** Puts a unit of layer `k` with such slopes through its relaxation. */
  function through(k: number, a: number, slopeUp: number, slopeDown: number): void {
    const { above, aboveShift, below, belowShift, noise, up, down } = live[k]!;
    const onUp = slopeUp * (slopeUp > 0 ? above[a]! : below[a]!);
    const onDown = slopeDown * (slopeDown > 0 ? below[a]! : above[a]!);
    up[a] = onUp;
    down[a] = onDown;
    added[0]! += slopeUp * (slopeUp > 0 ? aboveShift[a]! : belowShift[a]!) + Math.abs(onUp) * noise[a]!;
    added[1]! += slopeDown * (slopeDown > 0 ? belowShift[a]! : aboveShift[a]!) - Math.abs(onDown) * noise[a]!;
  }

  /** What a bound from above with such a slope owes to the relaxation of a unit. */
  function owe(k: number, a: number, slope: number): void {
    const { index, low, high } = units[k]!;
    const { aboveShift, below } = live[k]!;
    const i = index[a]!;
    if (!(low[i]! < 0 && high[i]! > 0)) return;
    if (slope > 0) owed[k]![i] = Math.abs(slope * aboveShift[a]!);
    else owed[k]![i] = Math.abs(slope) * (below[a]! > 0 ? -low[i]! : high[i]!);
  }

  return {
    owed,
    take(k) {
      const own = units[k]!;
      const to = live[k]!;
      const { outputs, weight, bias } = layers[k]!;
      const count = own.live;
      for (let a = 0; a < count; a += 1) {
        const i = own.index[a]!;
        to.above[a] = own.above[i]!;
        to.aboveShift[a] = own.aboveShift[i]!;
        to.below[a] = own.below[i]!;
        to.belowShift[a] = own.belowShift[i]!;
        to.noise[a] = own.noise[i]!;
        to.bias[a] = k === 0 ? directions.base[i]! : bias[i]!;
      }
      const rows = k === 0 ? directions.count() : units[k - 1]!.live;
      const from = k === 0 ? directions.vectors : weight;
      for (let row = 0, at = 0; row < rows; row += 1) {
        const start = (k === 0 ? row : units[k - 1]!.index[row]!) * outputs;
        for (let a = 0; a < count; a += 1, at += 1) to.weight[at] = from[start + own.index[a]!]!;
      }
    },
    run(k, slopes, offset, above, below, track) {
      added.fill(offset);
      if (track) for (const each of owed) each.fill(0);
      for (let a = 0; a < units[k]!.live; a += 1) {
        through(k, a, slopes[a]!, slopes[a]!);
        if (track) owe(k, a, slopes[a]!);
      }
      for (let at = k; at >= 0; at -= 1) {
        const { weight, bias, up, down } = live[at]!;
        const length = units[at]!.live;
        const rows = at === 0 ? directions.count() : units[at - 1]!.live;
        added[0]! += dot(up, bias, 0, length);
        added[1]! += dot(down, bias, 0, length);
        for (let row = 0; row < rows; row += 2) {
          const last = row + 1 === rows;
          dotsOfTwo(up, down, weight, row * length, (last ? row : row + 1) * length, length, sums);
          for (let a = row; a < Math.min(rows, row + 2); a += 1) {
            const [onUp, onDown] = [sums[a - row]!, sums[2 + a - row]!];
            if (at === 0) {
              above.along[a] = onUp;
              below.along[a] = onDown;
            } else {
              through(at - 1, a, onUp, onDown);
              if (track) owe(at - 1, a, onUp);
            }
          }
        }
      }
      above.constant = added[0]!;
      below.constant = added[1]!;
    },
  };
}
