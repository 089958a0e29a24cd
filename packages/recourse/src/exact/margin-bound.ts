import { dot } from '../reach/dot.ts';
import { hiddenUnits, rectify } from '../reach/hidden-units.ts';
import type { RectifiedLayer } from '../reach/rectified-layers.ts';
import { roundings } from '../reach/roundings.ts';
import type { ActionLayout } from '../search/action-layout.ts';
import type { Box } from './box.ts';
import type { Decision } from './decisions.ts';
import { createDirections, type Directions } from './directions.ts';
import { createMarginAt, type MarginAt } from './margin-at.ts';

/**
 * An affine function of the open decisions of a box that the margin does not exceed, as float32 evaluates it in any order:
 * `constant` at the base point, and `along` each of the directions.
 */
export interface MarginForm {
  constant: number;
  readonly along: Float64Array;
}

/** Bounds the margin over boxes of actions; holds scratch space, so one instance per search. */
export interface MarginBound {
  /** Looks at a box of a person: those of its actions that cost less than the limit and change no more features than may. */
  look(row: number, decisions: readonly Decision[], box: Box, limit: number): void;
  /** By rival class, of the last box looked at. The margin is below each. */
  readonly forms: readonly MarginForm[];
  /** The directions of the last box. */
  readonly directions: Directions;
  /** The margin in float64 at the base point of the last box plus `steps` along its directions. */
  readonly marginAt: MarginAt;
  /** How much of what the forms are off by each decision accounts for. */
  blame(decisions: readonly Decision[], box: Box, out: Float64Array): void;
}

/**
 * Bounds by linear relaxation, layer by layer: the sums of every unit are bounded by putting its weights back through the
 * relaxed layers before it onto what a person can do (Zhang et al. 2018, "Efficient neural network robustness certification
 * with general activation functions"), and there by the most that may be gained at the cost and for the number of
 * features that are allowed.
 */
export function createMarginBound(
  layers: readonly RectifiedLayer[],
  target: number,
  layout: ActionLayout,
): MarginBound {
  const first = layers[0]!;
  const last = layers.at(-1)!;
  const depth = layers.length - 1;
  const directions = createDirections(first, layout);
  const { base, vectors, sizes, deviations } = directions;
  const most = vectors.length / first.outputs;
  const units = layers.slice(0, depth).map(({ outputs }) => hiddenUnits(outputs));
  /** By layer: the weights of a function on its sums, what it owes to the relaxation of each unit, and bounds along directions. */
  const onSums = layers.map(({ outputs }) => new Float64Array(outputs));
  const owed = layers.map(({ outputs }) => new Float64Array(outputs));
  const alongs = layers.map(({ outputs }, k) => new Float64Array(k === 0 ? 0 : outputs * most));
  const along = new Float64Array(most);
  const rivals = Array.from(last.bias.keys()).filter((label) => label !== target);
  const forms = rivals.map((): MarginForm => ({ constant: 0, along: new Float64Array(most) }));

  /**
   * An affine bound of `sign · Σ onSums[k] · sums`, the weights put back to the first layer's sums; returns its constant.
   * What each relaxed unit adds is kept in `owed` where asked for.
   *
   * @param unit - The only one of layer `k` with a weight, which is 1; −1 for several.
   */
  function putBack(k: number, sign: number, unit: number, track: boolean): number {
    let total = 0;
    for (let at = k; at > 0; at -= 1) {
      if (track) owed[at - 1]!.fill(0);
      const only = at === k ? unit : -1;
      const { outputs, bias, weight } = layers[at]!;
      const own = onSums[at]!;
      const next = onSums[at - 1]!.fill(0);
      const { index, live, above, aboveShift, below, belowShift, noise, low, high } = units[at - 1]!;
      total += only < 0 ? dot(own, bias, 0, outputs) : bias[only]!;
      for (let a = 0; a < live; a += 1) {
        const i = index[a]!;
        const slope = only < 0 ? dot(own, weight, i * outputs, outputs) : weight[i * outputs + only]!;
        const isAbove = slope * sign > 0;
        const shift = slope * (isAbove ? aboveShift[i]! : belowShift[i]!);
        next[i] = slope * (isAbove ? above[i]! : below[i]!);
        total += shift + sign * Math.abs(next[i]) * noise[i]!;
        if (!track) continue;
        const open = low[i]! < 0 && high[i]! > 0;
        const most = isAbove ? Math.abs(shift) : Math.abs(slope) * (below[i]! > 0 ? -low[i]! : high[i]!);
        owed[at - 1]![i] = open ? most : 0;
      }
    }
    return total;
  }

  /** The same onto the directions: the value at the base point. */
  function ontoDirections(k: number, sign: number, unit: number, into: Float64Array, at: number): number {
    const constant = putBack(k, sign, unit, unit < 0);
    const weights = onSums[0]!;
    const count = directions.count();
    for (let i = 0; i < count; i += 1) into[at + i] = dot(weights, vectors, i * first.outputs, first.outputs);
    return constant + dot(weights, base, 0, first.outputs);
  }

  function boundFirst(): void {
    const { low, high, noise } = units[0]!;
    const share = roundings(directions.live());
    const count = directions.count();
    for (let j = 0; j < first.outputs; j += 1) {
      for (let i = 0; i < count; i += 1) along[i] = vectors[i * first.outputs + j]!;
      noise[j] = share * sizes[j]! + deviations[j]!;
      low[j] = base[j]! - directions.most(along, 0, -1) - noise[j]!;
      high[j] = base[j]! + directions.most(along, 0, 1) + noise[j]!;
    }
  }

  function boundLayer(k: number): void {
    const { outputs, norms, bias } = layers[k]!;
    const { low, high, noise } = units[k]!;
    const before = units[k - 1]!;
    const share = roundings(before.live);
    const count = directions.count();
    for (let j = 0; j < outputs; j += 1) {
      noise[j] = share * (norms[j]! * before.norm + Math.abs(bias[j]!));
      const least = ontoDirections(k, -1, j, along, 0);
      low[j] = least - directions.most(along, 0, -1) - noise[j]!;
      const top = ontoDirections(k, 1, j, alongs[k]!, j * count);
      high[j] = top + directions.most(alongs[k]!, j * count, 1) + noise[j]!;
    }
  }

  return {
    directions,
    forms,
    marginAt: createMarginAt(layers, target, directions),
    look(row, decisions, box, limit) {
      directions.place(row, decisions, box, limit);
      for (let k = 0; k < depth; k += 1) {
        if (k === 0) boundFirst();
        else boundLayer(k);
        rectify(units[k]!, layers[k]!.grid);
      }
      const before = units.at(-1);
      const share = roundings(before?.live ?? directions.live());
      rivals.forEach((rival, r) => {
        const own = onSums[depth]!.fill(0);
        own[target] = 1;
        own[rival] = -1;
        const form = forms[r]!;
        const entering =
          before === undefined
            ? sizes[target]! + sizes[rival]!
            : (last.norms[target]! + last.norms[rival]!) * before.norm +
              Math.abs(last.bias[target]!) +
              Math.abs(last.bias[rival]!);
        const moved = before === undefined ? deviations[target]! + deviations[rival]! : 0;
        form.constant = ontoDirections(depth, 1, -1, form.along, 0) + share * entering + moved;
      });
    },
    blame(decisions, box, out) {
      out.fill(0);
      const count = directions.count();
      const spans = new Float64Array(decisions.length);
      for (let k = 0; k < depth; k += 1) {
        const { outputs } = layers[k]!;
        for (let j = 0; j < outputs; j += 1) {
          const share = owed[k]![j]!;
          if (share === 0) continue;
          let sum = 0;
          for (let d = 0; d < decisions.length; d += 1) {
            const [from, to] = [directions.from[d]!, directions.from[d + 1]!];
            let [low, high] = [0, 0];
            for (let i = from; i < to; i += 1) {
              const one = k === 0 ? vectors[i * outputs + j]! : alongs[k]![j * count + i]!;
              low = Math.min(low, one);
              high = Math.max(high, one);
            }
            const width = decisions[d]!.kind === 'number' ? box.high[d]! - box.low[d]! : 1;
            spans[d] = (high - low) * width;
            sum += spans[d]!;
          }
          if (sum === 0) continue;
          for (let d = 0; d < decisions.length; d += 1) out[d]! += (share * spans[d]!) / sum;
        }
      }
    },
  };
}
