import type { ActionLayout } from '../action-layout.ts';
import type { FeatureEfficiency, RowOf } from '../feature-efficiency.ts';
import { isHeld } from './subproblem-state.ts';

/**
 * The move that adds most to the margin under the slope, whatever it costs: the `k` features with the largest gains.
 *
 * @returns False where nothing adds, or a gain is unbounded; `out` is then unspecified.
 */
export function maximizeMargin(
  layout: ActionLayout,
  efficiency: FeatureEfficiency,
  fixed: RowOf<Float64Array> | null,
  out: Float64Array,
): boolean {
  const { order, gainPerCost, headroom, sign, target } = efficiency;
  let places = layout.sparsity;
  for (let f = 0; f < layout.count; f += 1) {
    out[f] = isHeld(fixed, f) ? fixed!.data[fixed!.at + f]! : 0;
    if (out[f] !== 0) places -= 1;
  }
  let any = false;
  for (; places > 0; places -= 1) {
    let most = 0;
    let winner = -1;
    for (let j = 0; j < efficiency.size(); j += 1) {
      const f = order[j]!;
      if (isHeld(fixed, f) || out[f] !== 0 || gainPerCost[f]! * headroom[f]! <= most) continue;
      most = gainPerCost[f]! * headroom[f]!;
      winner = f;
    }
    if (winner < 0) break;
    if (most === Infinity) return false;
    any = true;
    out[winner] =
      layout.categorical[winner] === 1
        ? target[winner]!
        : (sign[winner]! * headroom[winner]!) / layout.weight[winner]!;
  }
  return any;
}
