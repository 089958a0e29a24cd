import type { ActionFeature, ActionSet } from '../actions/action-set.ts';
import { permittedRange } from '../actions/permitted-range.ts';

/** The options of one feature on a grid, with the L1 cost of each. */
function optionsOf(
  feature: ActionFeature,
  x: ArrayLike<number>,
  steps: number,
): { values: number[]; cost: number }[] {
  const own = Array.from({ length: feature.width }, (_, c) => x[feature.start + c]!);
  const stay = { values: own, cost: 0 };
  if (feature.immutable) return [stay];
  if (feature.kind === 'categorical') {
    const targets = feature.targets ?? own.map((_, c) => c);
    const others = targets.filter((target) => own[target] !== 1);
    return [
      stay,
      ...others.map((target) => ({ values: own.map((_, c) => (c === target ? 1 : 0)), cost: 1 })),
    ];
  }
  const [low, high] = permittedRange(feature, own[0]!);
  const values =
    feature.kind === 'ordinal'
      ? (feature.values ?? []).filter((value) => value >= low && value <= high)
      : Array.from({ length: steps + 1 }, (_, i) => low + ((high - low) * i) / steps);
  return [
    stay,
    ...values
      .map((value) => ({ values: [value], cost: Math.abs(value - own[0]!) }))
      .filter(({ cost }) => cost > 0),
  ];
}

/**
 * The least L1 cost of an action that brings `margin` to κ, by trying every combination of categories, ordinal values
 * and grid points of numeric features, dearest branches cut. Independent of every solver: a plain search of the
 * definition.
 */
export function bruteForceCost(
  margin: (point: readonly number[]) => number,
  x: ArrayLike<number>,
  actionSet: ActionSet,
  kappa: number,
  steps: number,
): number {
  const options = actionSet.features.map((feature) =>
    optionsOf(feature, x, steps).sort((a, b) => a.cost - b.cost),
  );
  const point = Array.from(x);
  let best = Infinity;
  const visit = (f: number, cost: number, changes: number): void => {
    const feature = actionSet.features[f];
    if (feature === undefined) {
      if (margin(point) >= kappa) best = Math.min(best, cost);
      return;
    }
    for (const option of options[f]!) {
      if (cost + option.cost >= best) break;
      const changed = Number(option.cost > 0);
      if (changes + changed > actionSet.sparsity) continue;
      option.values.forEach((value, c) => (point[feature.start + c] = value));
      visit(f + 1, cost + option.cost, changes + changed);
    }
    for (let c = 0; c < feature.width; c += 1) point[feature.start + c] = x[feature.start + c]!;
  };
  visit(0, 0, 0);
  return best;
}
