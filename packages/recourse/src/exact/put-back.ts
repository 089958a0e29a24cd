import { dot } from '../reach/dot.ts';
import { dotsOfPanel, panelRows } from '../reach/dots-of-panel.ts';
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
  /** `[live before, live]` weights in panels of rows, see {@link dotsOfPanel}; of the first layer `[directions, live]`. */
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
  /** Both, by turns. */
  readonly both: Float64Array;
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
      weight: new Float64Array(outputs * ((k === 0 ? most : layers[k - 1]!.outputs) + panelRows - 1)),
      bias: room(),
      above: room(),
      aboveShift: room(),
      below: room(),
      belowShift: room(),
      noise: room(),
      up: room(),
      down: room(),
      both: new Float64Array(2 * outputs),
    };
  });
  const owed = units.map(({ low }) => new Float64Array(low.length));
  const widest = Math.max(most, ...layers.map(({ inputs }) => inputs));
  /** The slopes of the functions that are put back, from above and from below by turns; room for a panel too many. */
  const put = new Float64Array(2 * (widest + panelRows));
  /** What the units that were put through add to either bound. */
  const added = new Float64Array(2);

  /** Puts the units of layer `k` with the slopes in `put` through their relaxation. */
  function through(k: number): void {
    const { above, aboveShift, below, belowShift, noise, up, down, both } = live[k]!;
    let addedUp = added[0]!;
    let addedDown = added[1]!;
    for (let a = 0; a < units[k]!.live; a += 1) {
      const slopeUp = put[2 * a]!;
      const slopeDown = put[2 * a + 1]!;
      const onUp = slopeUp * (slopeUp > 0 ? above[a]! : below[a]!);
      const onDown = slopeDown * (slopeDown > 0 ? below[a]! : above[a]!);
      up[a] = onUp;
      down[a] = onDown;
      both[2 * a] = onUp;
      both[2 * a + 1] = onDown;
      addedUp += slopeUp * (slopeUp > 0 ? aboveShift[a]! : belowShift[a]!) + Math.abs(onUp) * noise[a]!;
      addedDown +=
        slopeDown * (slopeDown > 0 ? belowShift[a]! : aboveShift[a]!) - Math.abs(onDown) * noise[a]!;
    }
    added[0] = addedUp;
    added[1] = addedDown;
  }

  /** What the bound from above owes to the relaxation of each open unit of layer `k`. */
  function oweAll(k: number): void {
    const { index, low, high } = units[k]!;
    const { aboveShift, below } = live[k]!;
    for (let a = 0; a < units[k]!.live; a += 1) {
      const i = index[a]!;
      if (!(low[i]! < 0 && high[i]! > 0)) continue;
      const slope = put[2 * a]!;
      if (slope > 0) owed[k]![i] = Math.abs(slope * aboveShift[a]!);
      else owed[k]![i] = Math.abs(slope) * (below[a]! > 0 ? -low[i]! : high[i]!);
    }
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
      for (let row = 0; row < rows; row += 1) {
        const start = (k === 0 ? row : units[k - 1]!.index[row]!) * outputs;
        const lane = row % panelRows;
        let at = (row - lane) * count + lane;
        for (let a = 0; a < count; a += 1, at += panelRows) to.weight[at] = from[start + own.index[a]!]!;
      }
    },
    run(k, slopes, offset, above, below, track) {
      added.fill(offset);
      if (track) for (const each of owed) each.fill(0);
      for (let a = 0; a < units[k]!.live; a += 1) put[2 * a] = put[2 * a + 1] = slopes[a]!;
      for (let at = k; at >= 0; at -= 1) {
        through(at);
        if (track) oweAll(at);
        const { weight, bias, up, down, both } = live[at]!;
        const length = units[at]!.live;
        const rows = at === 0 ? directions.count() : units[at - 1]!.live;
        added[0]! += dot(up, bias, 0, length);
        added[1]! += dot(down, bias, 0, length);
        for (let row = 0; row < rows; row += panelRows)
          dotsOfPanel(both, weight, row * length, length, put, 2 * row);
      }
      for (let i = 0; i < directions.count(); i += 1) {
        above.along[i] = put[2 * i]!;
        below.along[i] = put[2 * i + 1]!;
      }
      above.constant = added[0]!;
      below.constant = added[1]!;
    },
  };
}
