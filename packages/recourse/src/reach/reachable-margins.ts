import type { Network } from '@cfq/network';

import type { ActionLayout } from '../search/action-layout.ts';
import { choicesOf } from './choices.ts';
import { dot } from './dot.ts';
import { firstSums, type FirstSums } from './first-sums.ts';
import { hiddenUnits, rectify, type HiddenUnits } from './hidden-units.ts';
import { intervalSums } from './interval-sums.ts';
import { rectifiedLayers, type RectifiedLayer } from './rectified-layers.ts';
import { roundings } from './roundings.ts';

/** What a bound is above what is certain, in logits. */
const spare = 1e-3;

/**
 * A margin that the target does not exceed at any point each person can reach, as float32 evaluates it in any order. Sums of the
 * first layer are bounded feature by feature, those of further layers by intervals, and the margin by linear bounds put
 * back through all layers onto what the person can do (Zhang et al. 2018, "Efficient neural network robustness
 * certification with general activation functions"), where only as many features count as may change. It is no tighter
 * than that: most people who can do nothing are told apart, not all.
 *
 * @param target the class to reach.
 * @returns `[rows]`, Infinity for people who may change a number without end; null where the network has a hidden layer
 *   without a ReLU, rounded columns or sums, or other columns than the layout.
 */
export function reachableMargins(
  network: Network,
  target: number,
  layout: ActionLayout,
): Float64Array | null {
  const layers = rectifiedLayers(network);
  if (layers === null || layers[0]!.inputs !== layout.width) return null;
  const last = layers.at(-1)!;
  const choices = choicesOf(layout);
  const first = firstSums(layers[0]!, layout, choices);
  const units = layers.slice(0, -1).map(({ outputs }) => hiddenUnits(outputs));
  const weights = layers.map(({ outputs }) => new Float64Array(outputs));
  const rivals = Array.from(last.bias.keys()).filter((label) => label !== target);
  return Float64Array.from({ length: layout.x.length / layout.width }, (_, row) => {
    if (!choices.choose(row)) return Infinity;
    first.place(row);
    units.forEach((own, k) => {
      if (k === 0) first.bound(own);
      else intervalSums(layers[k]!, units[k - 1]!, own);
      rectify(own, layers[k]!.grid);
    });
    const norm = units.at(-1)?.norm ?? first.norm();
    let least = Infinity;
    for (const rival of rivals) {
      const entering = (last.norms[target]! + last.norms[rival]!) * norm;
      const biases = Math.abs(last.bias[target]!) + Math.abs(last.bias[rival]!);
      const top = weights.at(-1)!.fill(0);
      top[target] = 1;
      top[rival] = -1;
      const noise = roundings(last.inputs) * (entering + biases);
      // Whom intervals alone keep from every margin needs no tighter bound.
      let most = units.length === 0 ? Infinity : byIntervals(last, units.at(-1)!, top) + noise;
      if (most + spare > 0) most = backwards(layers, units, weights, first) + noise;
      least = Math.min(least, most);
    }
    return least + spare;
  });
}

/** At least `top · sums` of the last layer by the intervals of the outputs before it alone. */
function byIntervals(
  { outputs, weight, bias }: RectifiedLayer,
  { index, centre, radius, live }: HiddenUnits,
  top: Float64Array,
): number {
  let most = dot(top, bias, 0, outputs);
  for (let at = 0; at < live; at += 1) {
    const slope = dot(top, weight, index[at]! * outputs, outputs);
    most += slope * centre[at]! + Math.abs(slope) * radius[at]!;
  }
  return most;
}

/**
 * At least the largest weighted sum of the last layer's sums, its weights put back layer by layer.
 *
 * @param weights room for each layer; those of the last are read.
 */
function backwards(
  layers: readonly RectifiedLayer[],
  units: readonly HiddenUnits[],
  weights: readonly Float64Array[],
  first: FirstSums,
): number {
  let total = 0;
  for (let k = layers.length - 1; k > 0; k -= 1) {
    const { outputs, weight, bias } = layers[k]!;
    const own = weights[k]!;
    const next = weights[k - 1]!.fill(0);
    const { index, live, above, aboveShift, below, belowShift, noise } = units[k - 1]!;
    total += dot(own, bias, 0, outputs);
    for (let at = 0; at < live; at += 1) {
      const i = index[at]!;
      const slope = dot(own, weight, i * outputs, outputs);
      next[i] = slope * (slope > 0 ? above[i]! : below[i]!);
      total += slope * (slope > 0 ? aboveShift[i]! : belowShift[i]!) + Math.abs(next[i]) * noise[i]!;
    }
  }
  return total + first.most(weights[0]!);
}
