import type { NDArray } from '@cfq/jit';
import {
  checkPolicy,
  namedPolicy,
  type ActionPolicy,
  type Feature,
  type FeatureRule,
  type FeatureSpace,
} from '@cfq/datasets';

import { RecourseError } from '../recourse-error.ts';
import { actionSet, type ActionFeature, type ActionSet } from './action-set.ts';
import type { FeatureDefinition } from './feature-definition.ts';

/** The positions of names among the categories or levels of a feature; none of a level that nobody holds. */
function positionsOf({ categories, labels }: Feature, names: readonly string[]): number[] {
  const known = categories ?? labels ?? [];
  const positions = names.map((name) => known.indexOf(name)).filter((position) => position >= 0);
  return [...new Set(positions)].sort((a, b) => a - b);
}

/** The positions that may be moved to from each level of a feature whose levels in order are encoded one by one. */
function movesByRank(
  { ranks = [], width, categories = [], direction: own }: Feature,
  { direction = own, maxChange, bounds, obtainable = [] }: FeatureRule,
): number[][] {
  const [lowest, highest] = bounds ?? [null, null];
  const isWithin = (rank: number) => rank >= (lowest ?? -Infinity) && rank <= (highest ?? Infinity);
  return Array.from({ length: width }, (_, from) => {
    const start = ranks[from];
    if (start === undefined) {
      // Who obtains a level has none that it could be above or below.
      const levels = Array.from(ranks.keys()).filter((to) => isWithin(ranks[to]!));
      return obtainable.includes(categories[from]!) ? levels : [];
    }
    return Array.from(ranks.keys()).filter((to) => {
      if (to === from) return false;
      const change = ranks[to]! - start;
      if (direction === 'increase' && change < 0) return false;
      if (direction === 'decrease' && change > 0) return false;
      if (Math.abs(change) > (maxChange?.amount ?? Infinity)) return false;
      // Bounds are widened to include where the person stands.
      const [low, high] = [Math.min(lowest ?? -Infinity, start), Math.max(highest ?? Infinity, start)];
      return ranks[to]! >= low && ranks[to]! <= high;
    });
  });
}

/** The positions that may be moved to, and from where, by the data and the rule. */
function choicesOf(source: Feature, rule: FeatureRule): Pick<FeatureDefinition, 'targets' | 'moves'> {
  const { to, forbidden = [], moves } = rule;
  const known = source.categories ?? source.labels ?? source.values ?? [];
  const allowed = to && positionsOf(source, to);
  const closed = positionsOf(source, forbidden);
  const targets = Array.from(known.keys()).filter(
    (position) =>
      source.reachable?.[position] !== false &&
      !closed.includes(position) &&
      allowed?.includes(position) !== false,
  );
  const from = moves && Array.from({ length: known.length }, (): number[] => []);
  for (const [origin, destinations] of Object.entries(moves ?? {})) {
    const [position] = positionsOf(source, [origin]);
    const reached = positionsOf(source, destinations);
    if (position !== undefined) from![position] = reached;
  }
  const whole = source.kind === 'ordinal' && targets.length === known.length;
  const ranked = source.ranks && movesByRank(source, rule);
  const both = ranked?.map((reached, position) =>
    reached.filter((to) => from?.[position]?.includes(to) !== false),
  );
  const permitted = both ?? from;
  return { ...(!whole && { targets }), ...(permitted && { moves: permitted }) };
}

/** Bounds, step and cap of a number, from raw units into what the model sees. */
function numbersOf(source: Feature, rule: FeatureRule): Partial<ActionFeature> {
  const { offset, scale } = source;
  const encode = (raw: number) => Math.fround((raw - offset) / scale);
  const [lowest, highest] = rule.bounds ?? [null, null];
  const step = rule.step ?? source.step;
  return {
    lower: lowest === null ? source.lower : encode(lowest),
    upper: highest === null ? source.upper : encode(highest),
    direction: rule.direction ?? source.direction,
    units: { offset, scale },
    ...(step !== undefined && source.kind === 'numeric' && { grid: { step, offset, scale } }),
    ...(rule.maxChange && { maxChange: rule.maxChange }),
  };
}

/**
 * What people may leave who have no value of a feature; nothing of what nobody has.
 *
 * @param indicator What says who has a value of a numeric or ordinal feature. Default: the feature itself.
 */
function obtainableOf(
  source: Feature,
  { obtainable = [], moves }: FeatureRule,
  indicator: Feature = source,
): Pick<FeatureDefinition, 'obtainable'> {
  const { start, categories = [] } = indicator;
  const left = categories.filter((category) => obtainable.includes(category));
  if (left.length === 0) return {};
  const columns = left.map((category) => start + categories.indexOf(category));
  if (indicator === source) return { obtainable: { columns } };
  const targets = moves && left.map((category) => positionsOf(source, moves[category] ?? []));
  return {
    obtainable: { columns, known: start, reference: source.substitute!, ...(targets && { targets }) },
  };
}

function featureOf(source: Feature, stated: FeatureRule, indicator?: Feature): FeatureDefinition {
  const rule: FeatureRule = { ...source.rule, ...stated };
  const { name, kind, start, width, absentColumns } = source;
  const base = {
    ...{ name, kind, start, width },
    immutable: rule.immutable ?? source.immutable,
    ...(absentColumns && { absentColumns }),
    ...(rule.time && { time: rule.time }),
  };
  if (kind === 'categorical') {
    return {
      ...base,
      categories: source.categories,
      ...choicesOf(source, rule),
      ...obtainableOf(source, rule),
    };
  }
  const obtainable = indicator === undefined ? {} : obtainableOf(source, rule, indicator);
  if (kind === 'numeric') return { ...base, ...numbersOf(source, rule), ...obtainable };
  return {
    ...base,
    ...numbersOf(source, rule),
    values: source.values,
    ...choicesOf(source, rule),
    ...obtainable,
  };
}

/** What a policy is called in messages that has no name. */
const unnamed = { name: 'unnamed', description: 'Rules without a name.' };

/**
 * The action set a data set's feature space describes: its immutable features, bounds, directions, steps, one-hot groups
 * with the categories an action may reach, ordinals, columns of absent values, sparsity and relations, with the rules of
 * an action policy on top. Bounds, steps and caps of the policy are in **raw units**: those of the file.
 *
 * What the policy says of a feature replaces what the data say, key by key; relations are added.
 *
 * @param space - A feature space of `@cfq/datasets`.
 * @param policy - Who may do what; unknown keys, features, categories and levels are errors. Default: as the data say.
 * @param approved - Approved people, `[m, d]`, encoded, that plausibility is measured by, of the policy or else of the data. Default: none.
 * @returns A validated {@link ActionSet} in encoded units.
 * @throws DatasetError (of `@cfq/datasets`) on everything `checkPolicy` refuses: what is unknown, with the nearest known
 *   name, a key that features of this kind do not have, bounds that leave nothing.
 * @throws RecourseError on everything {@link actionSet} refuses, and for a plausibility without approved people.
 */
export function actionSetFromFeatureSpace(
  space: FeatureSpace,
  policy?: Partial<ActionPolicy>,
  approved?: NDArray,
): ActionSet {
  const whole = { ...unnamed, ...policy, features: policy?.features ?? {} };
  if (policy !== undefined) checkPolicy(whole, space);
  const rules = namedPolicy(whole, space).features;
  const weights = Object.fromEntries(
    space.features.flatMap(({ name, rule }) => {
      const weight = rules[name]?.costWeight ?? rule?.costWeight;
      return weight === undefined ? [] : [[name, weight] as const];
    }),
  );
  const relations = [...(space.relations ?? []), ...(policy?.relations ?? [])];
  const plausibility = policy?.plausibility ?? space.plausibility;
  if (plausibility !== undefined && approved === undefined) {
    throw new RecourseError(
      `actionSetFromFeatureSpace: plausibility is measured by approved people (expected rows [m, ${space.width}], got none). ` +
        'Pass them, or leave plausibility out of the policy and of the data set.',
    );
  }
  return actionSet({
    width: space.width,
    sparsity: policy?.sparsity ?? space.sparsity,
    features: space.features.map((feature) =>
      featureOf(
        feature,
        rules[feature.name] ?? {},
        space.features.find(({ indicates }) => indicates === feature.name),
      ),
    ),
    ...(relations.length > 0 && { relations }),
    ...(plausibility && approved && { plausibility: { ...plausibility, rows: approved } }),
    ...(Object.keys(weights).length > 0 && { weights }),
  });
}
