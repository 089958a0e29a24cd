import type { ActionFeature, ActionSet } from '../actions/action-set.ts';
import type { CostNorm } from '../cost/cost-spec.ts';
import { plausible } from './plausible.ts';
import { hasNoValue, listedPositions, listedValues } from './listed-values.ts';

/** The options of one feature, with the L1 cost of each. */
function optionsOf(
  feature: ActionFeature,
  x: ArrayLike<number>,
  steps: number,
  weight: number,
): { values: number[]; cost: number }[] {
  const own = Array.from({ length: feature.width }, (_, c) => x[feature.start + c]!);
  const stay = { values: own, cost: 0 };
  if (feature.immutable || hasNoValue(feature, x)) return [stay];
  if (feature.kind === 'categorical') {
    const others = listedPositions(feature, x).filter((target) => own[target] !== 1);
    return [
      stay,
      ...others.map((target) => ({ values: own.map((_, c) => (c === target ? 1 : 0)), cost: weight })),
    ];
  }
  return [
    stay,
    ...listedValues(feature, x, steps)
      .map((value) => ({ values: [value], cost: weight * Math.abs(value - own[0]!) }))
      .filter(({ cost }) => cost > 0),
  ];
}

/** Whether a point keeps the relations of a set, for a person at `x`: their definition, once more. */
function keepsRelations(
  { features, relations = [] }: ActionSet,
  x: ArrayLike<number>,
  point: readonly number[],
): boolean {
  const named = (name: string) => features.find((feature) => feature.name === name)!;
  const numberOf = (name: string) => {
    const { start, units, grid } = named(name);
    const { offset, scale } = units ?? grid ?? { offset: 0, scale: 1 };
    return { before: x[start]! * scale + offset, after: point[start]! * scale + offset };
  };
  const isFree = (names: readonly string[]) => names.every((name) => !hasNoValue(named(name), x));
  return relations.every((relation) => {
    switch (relation.kind) {
      case 'rises-only-with': {
        const [a, b] = [numberOf(relation.feature), numberOf(relation.with)];
        return a.after <= a.before || b.after > b.before;
      }
      case 'at-most': {
        const [lower, upper] = [numberOf(relation.lower), numberOf(relation.upper)];
        if (!isFree([relation.lower, relation.upper])) return true;
        return lower.before > upper.before + 1e-6 || lower.after <= upper.after + 1e-6;
      }
      case 'linear': {
        const terms = Object.entries(relation.terms);
        const sum = (when: 'before' | 'after') =>
          terms.reduce((total, [name, coefficient]) => total + coefficient * numberOf(name)[when], 0);
        if (!isFree(terms.map(([name]) => name))) return true;
        return sum('before') > relation.atMost + 1e-6 || sum('after') <= relation.atMost + 1e-6;
      }
      case 'moves-with':
        return true;
      case 'subset-limit': {
        const changed = relation.features.map(named).filter(({ start, width }) => {
          const columns = Array.from({ length: width }, (_, c) => start + c);
          return columns.some((column) => point[column] !== x[column]);
        });
        return changed.length <= relation.atMost;
      }
    }
  });
}

/** A point with what follows from it, `undefined` where that leaves its bounds: the definition of `moves-with`, once more. */
function withConsequences(
  { features, relations = [] }: ActionSet,
  x: ArrayLike<number>,
  point: readonly number[],
): number[] | undefined {
  const whole = [...point];
  const named = (name: string) => features.find((feature) => feature.name === name)!;
  for (const relation of relations) {
    if (relation.kind !== 'moves-with') continue;
    const [feature, source] = [named(relation.feature), named(relation.with)];
    const scaleOf = ({ units, grid }: ActionFeature) => (units ?? grid)?.scale ?? 1;
    const rise = (point[source.start]! - x[source.start]!) * scaleOf(source);
    const isDue = relation.when === undefined || (relation.when === 'rises' ? rise > 0 : rise < 0);
    if (rise === 0 || !isDue || hasNoValue(feature, x)) continue;
    const change = relation.factor * rise;
    const { step } = feature.grid ?? { step: 0 };
    const own = x[feature.start]!;
    const end = own + change / scaleOf(feature);
    if (end > Math.max(own, feature.upper) + 1e-6 || end < Math.min(own, feature.lower) - 1e-6)
      return undefined;
    whole[feature.start] =
      own + (step === 0 ? change : step * Math.floor(change / step + 0.5001)) / scaleOf(feature);
  }
  return whole;
}

/**
 * The least cost, L1 unless another norm is named, of an action that brings `margin` to κ, by trying every combination of categories, ordinal values
 * and grid points of numeric features, dearest branches cut. Independent of every solver: a plain search of the
 * definition.
 */
export function bruteForceCost(
  margin: (point: readonly number[]) => number,
  x: ArrayLike<number>,
  actionSet: ActionSet,
  kappa: number,
  steps: number,
  norm: CostNorm = 'l1',
): number {
  const priceOf = (sum: number, squares: number) =>
    ({ l1: sum, l2: Math.sqrt(squares), mixed: (sum + Math.sqrt(squares)) / 2 })[norm];
  const { relations = [] } = actionSet;
  const moved = relations.flatMap((relation) => (relation.kind === 'moves-with' ? [relation.feature] : []));
  const options = actionSet.features.map((feature) => {
    const acted = { ...feature, immutable: feature.immutable || moved.includes(feature.name) };
    return optionsOf(acted, x, steps, actionSet.weights?.[feature.name] ?? 1).sort((a, b) => a.cost - b.cost);
  });
  const point = Array.from(x);
  let best = Infinity;
  const visit = (f: number, sum: number, squares: number, changes: number): void => {
    const feature = actionSet.features[f];
    if (feature === undefined) {
      const whole = withConsequences(actionSet, x, point);
      if (whole === undefined || !keepsRelations(actionSet, x, whole)) return;
      if (actionSet.plausibility && changes > 0 && !plausible(actionSet.plausibility, whole)) return;
      if (margin(whole) >= kappa) best = Math.min(best, priceOf(sum, squares));
      return;
    }
    for (const option of options[f]!) {
      const [total, root] = [sum + option.cost, squares + option.cost ** 2];
      if (priceOf(total, root) >= best) break;
      const changed = Number(option.cost > 0);
      if (changes + changed > actionSet.sparsity) continue;
      option.values.forEach((value, c) => (point[feature.start + c] = value));
      visit(f + 1, total, root, changes + changed);
    }
    for (let c = 0; c < feature.width; c += 1) point[feature.start + c] = x[feature.start + c]!;
  };
  visit(0, 0, 0, 0);
  return best;
}
