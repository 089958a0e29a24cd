import { boundHidden, hiddenBounds, type HiddenBounds } from './bound-hidden.ts';
import type { RoundedLayer } from './rounding-box.ts';
import { sumNoise } from './sum-noise.ts';

/** Gives the least margin of one point over a whole box of networks. */
export type MarginBounder = (x: ArrayLike<number>, from: number) => number;

/**
 * A sound lower bound of the target's margin over every network of a box of weights, at one point: the larger of two.
 * Intervals, layer by layer, of weights and outputs together (for one hidden layer that is the least margin itself, since
 * each unit has weights of its own); and a linear bound put back from the margin to the point (Zhang et al. 2018,
 * "CROWN"), in which a weight that is off by at most `e` costs `|a| e h` more: since what a rectifier gives is never negative
 * that is linear in it, and stays so through all layers.
 *
 * In float64, moved outwards by its own rounding and by that of any float32 evaluation of the networks (Higham 2002 §3.1,
 * as in `boundDifference`).
 *
 * @param target the class to reach.
 */
export function marginBounder(layers: readonly RoundedLayer[], target: number): MarginBounder {
  const last = layers.at(-1)!;
  const rivals = Array.from(last.bias.keys()).filter((label) => label !== target);
  const hidden = layers.slice(0, -1).map(({ outputs }) => hiddenBounds(outputs));
  const room = layers.map(({ inputs }) => new Float64Array(inputs));

  /** What rounding may take from the difference of two logits. */
  function noise(rival: number, norm: number, sum: number): number {
    const { norms, reach, bias, inputs } = last;
    const size = (label: number) => norms[label]! * norm + reach[label]! * sum + Math.abs(bias[label]!);
    return sumNoise(inputs + 1) * (size(target) + size(rival));
  }

  /** The linear bound: weights `a` on what enters the last layer, back to the point. */
  function putBack(x: ArrayLike<number>, from: number, start: number, sumOfPoint: number): number {
    let total = start;
    for (let k = hidden.length - 1; k >= 0; k -= 1) {
      const { inputs, outputs, weight, bias, reach } = layers[k]!;
      const own = hidden[k]!;
      const a = room[k + 1]!;
      let off = 0;
      for (let j = 0; j < outputs; j += 1) {
        const value = a[j]!;
        const isUp = value >= 0;
        total += value * (isUp ? own.belowShift[j]! : own.aboveShift[j]!);
        const onSum = value * (isUp ? own.below[j]! : own.above[j]!);
        a[j] = onSum;
        total += onSum * bias[j]! - Math.abs(onSum) * own.noise[j]!;
        off += Math.abs(onSum) * reach[j]!;
      }
      const next = room[k]!;
      for (let i = 0; i < inputs; i += 1) {
        if (k === 0 && x[from + i] === 0) continue;
        let slope = 0;
        for (let j = 0; j < outputs; j += 1) slope += a[j]! * weight[i * outputs + j]!;
        if (k > 0) next[i] = slope - off;
        else total += slope * x[from + i]!;
      }
      if (k === 0) total -= off * sumOfPoint;
    }
    return total;
  }

  return (x, from) => {
    let before: HiddenBounds | null = null;
    const point = sizes(x, from, layers[0]!.inputs);
    hidden.forEach((own, k) => {
      boundHidden(layers[k]!, before ?? { x, from, ...point }, own);
      before = own;
    });
    const { weight, outputs, inputs, bias, reach } = last;
    const entering = hidden.at(-1) ?? point;
    let least = Infinity;
    for (const rival of rivals) {
      const off = reach[target]! + reach[rival]!;
      const start = bias[target]! - bias[rival]! - noise(rival, entering.norm, entering.sum);
      const a = room.at(-1)!;
      let byIntervals = start;
      for (let i = 0; i < inputs; i += 1) {
        const slope = weight[i * outputs + target]! - weight[i * outputs + rival]!;
        if (hidden.length === 0) {
          byIntervals += slope * x[from + i]! - off * Math.abs(x[from + i]!);
          continue;
        }
        a[i] = slope - off;
        byIntervals += a[i]! * (a[i]! >= 0 ? hidden.at(-1)!.low[i]! : hidden.at(-1)!.high[i]!);
      }
      const linear = hidden.length < 2 ? byIntervals : putBack(x, from, start, point.sum);
      least = Math.min(least, Math.max(byIntervals, linear));
    }
    return least;
  };
}

/** Euclidean norm and sum of absolute values of a point. */
function sizes(x: ArrayLike<number>, from: number, width: number): { norm: number; sum: number } {
  let squares = 0;
  let sum = 0;
  for (let i = 0; i < width; i += 1) {
    const value = Math.abs(x[from + i]!);
    squares += value * value;
    sum += value;
  }
  return { norm: Math.sqrt(squares), sum };
}
