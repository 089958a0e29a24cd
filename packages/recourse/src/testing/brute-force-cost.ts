import type { ActionFeature, ActionSet } from '../actions/action-set.ts';
import type { CostNorm } from '../cost/cost-spec.ts';
import { plausible } from './plausible.ts';
import { hasNoValue, listedPositions, listedValues } from './listed-values.ts';

/** What may be done to one feature: columns with their values, what that costs in the norm, and what beside it. */
interface Option {
  readonly cells: readonly (readonly [column: number, value: number])[];
  readonly cost: number;
  readonly fee: number;
}

/** The options of one feature, with the L1 cost of each. */
function optionsOf(feature: ActionFeature, x: ArrayLike<number>, steps: number, weight: number): Option[] {
  const stay: Option = { cells: [], cost: 0, fee: 0 };
  if (feature.immutable) return [stay];
  if (feature.kind !== 'categorical' && hasNoValue(feature, x)) {
    return [stay, ...obtainedOptions(feature, x, steps, weight)];
  }
  if (hasNoValue(feature, x)) return [stay];
  const columns = Array.from({ length: feature.width }, (_, c) => feature.start + c);
  if (feature.kind === 'categorical') {
    const others = listedPositions(feature, x).filter((target) => x[columns[target]!] !== 1);
    return [
      stay,
      ...others.map((target) => ({
        cells: columns.map((column, c) => [column, c === target ? 1 : 0] as const),
        cost: weight,
        fee: 0,
      })),
    ];
  }
  const own = x[feature.start]!;
  return [
    stay,
    ...listedValues(feature, x, steps)
      .map((value): Option => ({
        cells: [[feature.start, value]],
        cost: weight * Math.abs(value - own),
        fee: 0,
      }))
      .filter(({ cost }) => cost > 0),
  ];
}

/** What somebody without a number or level may obtain: the definition, once more. */
function obtainedOptions(
  feature: ActionFeature,
  x: ArrayLike<number>,
  steps: number,
  weight: number,
): Option[] {
  const { obtainable, start, targets, values = [] } = feature;
  const code = obtainable?.columns.findIndex((column) => x[column] === 1) ?? -1;
  if (code < 0) return [];
  const { columns, known, reference, targets: byCode } = obtainable!;
  // To somebody in the middle, with no value of their own and nothing that binds them by it, every value is open.
  const free = { name: feature.name, kind: feature.kind, start, width: 1, immutable: false } as const;
  const { lower, upper, grid } = feature;
  const open: ActionFeature = {
    ...{ ...free, direction: 'any', lower, upper, values },
    ...(grid && { grid }),
    ...(targets && { targets }),
  };
  const middle = Float32Array.from(x);
  middle[start] = Math.min(upper, Math.max(lower, reference!));
  const all = listedValues(open, middle, steps);
  const [usual] = all.toSorted((a, b) => Math.abs(a - reference!) - Math.abs(b - reference!) || a - b);
  return all
    .filter((value) => byCode?.[code]?.some((position) => Math.fround(values[position]!) === value) !== false)
    .map((value) => ({
      cells: [
        [start, value],
        [known!, 1],
        [columns[code]!, 0],
      ],
      cost: weight * Math.abs(value - usual!),
      fee: weight,
    }));
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
        const changed = relation.features.map(named).filter(({ start, width, obtainable }) => {
          const columns = Array.from({ length: width }, (_, c) => start + c);
          columns.push(...(obtainable?.columns ?? []));
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
  const visit = (f: number, sum: number, squares: number, fees: number, changes: number): void => {
    const feature = actionSet.features[f];
    if (feature === undefined) {
      const whole = withConsequences(actionSet, x, point);
      if (whole === undefined || !keepsRelations(actionSet, x, whole)) return;
      if (actionSet.plausibility && changes > 0 && !plausible(actionSet.plausibility, whole)) return;
      if (margin(whole) >= kappa) best = Math.min(best, priceOf(sum, squares) + fees);
      return;
    }
    for (const { cells, cost, fee } of options[f]!) {
      const [total, root] = [sum + cost, squares + cost ** 2];
      if (priceOf(total, root) + fees >= best) break;
      const changed = Number(cells.length > 0);
      if (changes + changed > actionSet.sparsity) continue;
      for (const [column, value] of cells) point[column] = value;
      visit(f + 1, total, root, fees + fee, changes + changed);
      for (const [column] of cells) point[column] = x[column]!;
    }
  };
  visit(0, 0, 0, 0, 0);
  return best;
}
