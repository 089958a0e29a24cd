import type { ActivationGrid } from '@cfq/network';

import { unitRoundoff } from '../certificates/gamma.ts';

/** What is known of the units of one hidden layer over all that a person can do. All arrays `[units]`. */
export interface HiddenUnits {
  /** The sums before the ReLU. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** How far rounding may take a sum from the exact one of what entered the layer. */
  readonly noise: Float64Array;
  /** The units whose outputs may differ from 0, the first `live` count, with the middles and half-widths of their outputs. */
  readonly index: Int32Array;
  readonly centre: Float64Array;
  readonly radius: Float64Array;
  live: number;
  /** At least the Euclidean norm of the outputs. */
  norm: number;
  /** Of a live unit: an output is at most `above · sum + aboveShift` and at least `below · sum + belowShift`. */
  readonly above: Float64Array;
  readonly aboveShift: Float64Array;
  readonly below: Float64Array;
  readonly belowShift: Float64Array;
}

/** Room for a layer. */
export function hiddenUnits(size: number): HiddenUnits {
  const room = (): Float64Array => new Float64Array(size);
  return {
    low: room(),
    high: room(),
    noise: room(),
    index: new Int32Array(size),
    centre: room(),
    radius: room(),
    live: 0,
    norm: 0,
    above: room(),
    aboveShift: room(),
    below: room(),
    belowShift: room(),
  };
}

/**
 * Outputs of units whose sums lie in given intervals, through a ReLU and the grid behind it, and lines that they lie
 * between (Zhang et al. 2018, "Efficient neural network robustness certification with general activation functions": the
 * chord above, and below the line through 0 that loses the least area). A grid adds half a step on either side and cuts
 * outputs off at its top; near the middle between two codes either may be taken.
 *
 * @param units `low` and `high` are read, what concerns the outputs is overwritten.
 */
export function rectify(units: HiddenUnits, grid: ActivationGrid | null): void {
  const { low, high, index, centre, radius, above, aboveShift, below, belowShift } = units;
  const unit = unitRoundoff.float32;
  const step = grid === null ? 0 : grid.scale;
  const codes = grid === null ? 0 : 2 ** grid.bits - 1;
  const top = grid === null ? Infinity : codes * step * (1 + unit);
  let live = 0;
  let squares = 0;
  for (let i = 0; i < low.length; i += 1) {
    const l = low[i]!;
    const h = high[i]!;
    const most = Math.max(0, h);
    let least = Math.max(0, l);
    let largest = most;
    let half = 0;
    if (grid !== null) {
      const down = Math.ceil((least / step) * (1 - 2 * unit) - 0.5);
      const up = Math.floor((most / step) * (1 + 2 * unit) + 0.5);
      least = Math.max(0, Math.min(codes, down) * step * (1 - unit));
      largest = Math.min(codes, up) * step * (1 + unit);
      half = step / 2 + 4 * unit * Math.min(most, top + step);
    }
    if (largest === 0) continue;
    index[live] = i;
    centre[live] = (largest + least) / 2;
    radius[live] = (largest - least) / 2;
    live += 1;
    squares += largest * largest;
    const cut = Math.min(h, top);
    if (l >= top) above[i] = 0;
    else above[i] = l >= 0 ? 1 : cut / (cut - l);
    aboveShift[i] = l >= top ? largest : (l >= 0 ? 0 : -above[i]! * l) + half;
    // Beyond the top the line from 0 to the last output stays below all of them.
    below[i] = l >= 0 || h > -l ? cut / h : 0;
    belowShift[i] = -half;
  }
  units.live = live;
  units.norm = Math.sqrt(squares);
}
