import type { ActionLimits } from '../actions/action-limits.ts';
import type { ActionFeature, ActionSet } from '../actions/action-set.ts';
import { resolveRelations } from '../actions/relations/resolved-relation.ts';
import { leavableCode, nearestObtainable, obtainableNumber, usualValue } from './obtained-value.ts';

/** What one person may obtain of one feature. */
interface Offer {
  readonly feature: ActionFeature;
  /** The place in `obtainable.columns` of what they leave. */
  readonly code: number;
  /** The value nearest to the usual one that they may obtain, encoded. */
  readonly start: number;
}

/** People who obtain values of the same features. */
export interface ObtainingCase {
  readonly features: readonly ActionFeature[];
  readonly people: readonly { readonly row: number; readonly offers: readonly Offer[] }[];
}

/** All that people may obtain, and what of it is not tried. */
export interface ObtainingCases {
  readonly cases: readonly ObtainingCase[];
  /** By row: how many features the first combination has that is not tried; 0 where all are. */
  readonly untried: Int32Array;
}

/** So many combinations of features are tried for one person, those of few features first. */
const mostCombinations = 64;

/**
 * What people may obtain of numbers and levels that they do not have: every combination of features within sparsity and
 * limits of subsets, with the people who may obtain it.
 *
 * @param x `rows · d`, encoded.
 */
export function obtainingCases(
  x: ArrayLike<number>,
  rows: number,
  actionSet: ActionSet,
  limits?: ActionLimits,
): ObtainingCases {
  const untried = new Int32Array(rows);
  const groups = new Map<string, { features: ActionFeature[]; people: { row: number; offers: Offer[] }[] }>();
  const features = actionSet.features.filter(
    (feature) => !feature.immutable && obtainableNumber(feature) !== undefined,
  );
  const subsets = resolveRelations(actionSet).flatMap((relation) =>
    relation.kind === 'subset-limit' ? [relation] : [],
  );
  const isPermitted = (chosen: readonly Offer[]) =>
    subsets.every(
      ({ features: bound, atMost }) =>
        chosen.filter(({ feature }) => bound.includes(feature)).length <= atMost,
    );
  for (let row = 0; row < rows && features.length > 0; row += 1) {
    const own = features.flatMap((feature) => offerOf(feature, x, row * actionSet.width, limits) ?? []);
    let tried = 0;
    for (const offers of combinations(own, actionSet.sparsity)) {
      if (!isPermitted(offers)) continue;
      if (tried === mostCombinations) {
        untried[row] = offers.length;
        break;
      }
      tried += 1;
      const key = offers.map(keyOf).join(' ');
      const group = groups.get(key) ?? { features: offers.map(({ feature }) => feature), people: [] };
      group.people.push({ row, offers });
      groups.set(key, group);
    }
  }
  return { cases: [...groups.values()], untried };
}

/** People who leave different codes are told apart where that says what they may obtain. */
function keyOf({ feature: { start, obtainable }, code }: Offer): string {
  return obtainable!.targets === undefined ? `${start}` : `${start}:${code}`;
}

/** What a person may obtain of a feature, whose row starts at `at`; undefined where that is nothing. */
function offerOf(
  feature: ActionFeature,
  x: ArrayLike<number>,
  at: number,
  limits: ActionLimits | undefined,
): Offer | undefined {
  const obtainable = obtainableNumber(feature)!;
  const code = leavableCode(obtainable, x, at);
  if (code < 0 || (limits !== undefined && limits.upper.data[at + obtainable.known]! < 1)) return undefined;
  const place = at + feature.start;
  const own = limits && { lower: limits.lower.data[place]!, upper: limits.upper.data[place]! };
  const start = nearestObtainable(feature, usualValue(feature), code, own);
  return start === undefined ? undefined : { feature, code, start };
}

/** Combinations of one to `most` items, those of fewer first. */
function* combinations<Item>(items: readonly Item[], most: number): Generator<Item[]> {
  for (let size = 1; size <= Math.min(most, items.length); size += 1) yield* ofSize(items, size, 0);
}

function* ofSize<Item>(items: readonly Item[], size: number, from: number): Generator<Item[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let first = from; first <= items.length - size; first += 1) {
    for (const rest of ofSize(items, size - 1, first + 1)) yield [items[first]!, ...rest];
  }
}
