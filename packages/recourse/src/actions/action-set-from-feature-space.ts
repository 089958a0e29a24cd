import type { ActionPolicy, Feature, FeatureRule, FeatureSpace } from '@cfq/datasets';

import { actionSet, type ActionFeature, type ActionSet } from './action-set.ts';
import { checkPolicyFields } from './check-policy-fields.ts';
import type { FeatureDefinition } from './feature-definition.ts';
import { didYouMean } from './nearest-name.ts';
import { RecourseError } from '../recourse-error.ts';

function fail(rule: string, expected: string, got: string, remedy: string): never {
  throw new RecourseError(`actionSetFromFeatureSpace: ${rule} (expected ${expected}, got ${got}). ${remedy}`);
}

/** What may be said of a feature of each kind, beside what may be said of all. */
const keysOf: Readonly<Record<Feature['kind'], readonly (keyof FeatureRule)[]>> = {
  numeric: ['direction', 'bounds', 'step', 'maxChange'],
  ordinal: ['direction', 'bounds', 'maxChange', 'to', 'forbidden', 'moves'],
  categorical: ['to', 'forbidden', 'moves'],
};
const keysOfAll: readonly (keyof FeatureRule)[] = ['reason', 'immutable', 'costWeight'];

function checkKeysOfKind({ name, kind }: Feature, rule: FeatureRule): void {
  const known = [...keysOf[kind], ...keysOfAll];
  for (const [key, value] of Object.entries(rule)) {
    if (value === undefined || known.includes(key as keyof FeatureRule)) continue;
    // The only direction of categories is none.
    if (kind === 'categorical' && key === 'direction' && value === 'any') continue;
    const remedy =
      kind === 'categorical' ? "Use 'to', 'forbidden' or 'moves'." : 'Use bounds, direction or maxChange.';
    fail(`feature '${name}' is ${kind}`, known.join(', '), key, remedy);
  }
}

/** The positions of names among the categories or levels of a feature; none of a level that nobody holds. */
function positionsOf({ name, categories, labels, unheld = [] }: Feature, names: readonly string[]): number[] {
  const known = categories ?? labels ?? [];
  const positions = names.flatMap((wanted) => {
    const position = known.indexOf(wanted);
    if (position >= 0) return [position];
    if (unheld.includes(wanted)) return [];
    const what = categories === undefined ? 'level' : 'category';
    const remedy = didYouMean(wanted, known, 'Correct the name.');
    return fail(`feature '${name}' has no such ${what}`, known.join(', '), wanted, remedy);
  });
  return [...new Set(positions)].sort((a, b) => a - b);
}

/** The positions that may be moved to, and from where, by the data and the rule. */
function choicesOf(
  source: Feature,
  { to, forbidden = [], moves }: FeatureRule,
): Pick<FeatureDefinition, 'targets' | 'moves'> {
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
  return { ...(!whole && { targets }), ...(from && { moves: from }) };
}

/** Bounds, step and cap of a number, from raw units into what the model sees. */
function numbersOf(source: Feature, rule: FeatureRule): Partial<ActionFeature> {
  const { name, offset, scale } = source;
  const encode = (raw: number) => Math.fround((raw - offset) / scale);
  const [lowest, highest] = rule.bounds ?? [null, null];
  const [lower, upper] = [
    lowest === null ? source.lower : encode(lowest),
    highest === null ? source.upper : encode(highest),
  ];
  if (lower > upper) {
    const raw = (encoded: number) => Number((encoded * scale + offset).toPrecision(6));
    fail(
      `bounds of '${name}' lie in order within the data's`,
      `${raw(source.lower)} to ${raw(source.upper)}`,
      `${lowest ?? raw(lower)} to ${highest ?? raw(upper)}`,
      'Correct them.',
    );
  }
  const step = rule.step ?? source.step;
  return {
    lower,
    upper,
    direction: rule.direction ?? source.direction,
    units: { offset, scale },
    ...(step !== undefined && source.kind === 'numeric' && { grid: { step, offset, scale } }),
    ...(rule.maxChange && { maxChange: rule.maxChange }),
  };
}

function featureOf(source: Feature, stated: FeatureRule): FeatureDefinition {
  const rule: FeatureRule = { ...source.rule, ...stated };
  checkKeysOfKind(source, stated);
  const { name, kind, start, width, absentColumns } = source;
  const base = {
    ...{ name, kind, start, width },
    immutable: rule.immutable ?? source.immutable,
    ...(absentColumns && { absentColumns }),
  };
  if (kind === 'categorical') return { ...base, categories: source.categories, ...choicesOf(source, rule) };
  if (kind === 'numeric') return { ...base, ...numbersOf(source, rule) };
  return { ...base, ...numbersOf(source, rule), values: source.values, ...choicesOf(source, rule) };
}

/**
 * The action set a data set's feature space describes: its immutable features, bounds, directions, steps, one-hot groups
 * with the categories an action may reach, ordinals, columns of absent values, sparsity and relations, with the rules of
 * an action policy on top. Bounds, steps and caps of the policy are in **raw units**: those of the file.
 *
 * What the policy says of a feature replaces what the data say, key by key; relations are added.
 *
 * @param space - A feature space of `@cfq/datasets`.
 * @param policy - Who may do what; unknown keys, features, categories and levels are errors. Default: as the data say.
 * @returns A validated {@link ActionSet} in encoded units.
 * @throws RecourseError naming what is unknown and the nearest known name, a key that features of this kind do not have,
 *   bounds that leave nothing, and on everything {@link actionSet} refuses.
 */
export function actionSetFromFeatureSpace(space: FeatureSpace, policy?: Partial<ActionPolicy>): ActionSet {
  checkPolicyFields(policy);
  const rules = policy?.features ?? {};
  const names = space.features.map((feature) => feature.name);
  for (const name of Object.keys(rules)) {
    // A feature that is the same for everybody has no column, and a rule about it nothing to rule.
    if (names.includes(name) || Object.hasOwn(space.dropped ?? {}, name)) continue;
    fail('features are known', names.join(', '), name, didYouMean(name, names, 'Correct the name.'));
  }
  const weights = Object.fromEntries(
    space.features.flatMap(({ name, rule }) => {
      const weight = rules[name]?.costWeight ?? rule?.costWeight;
      return weight === undefined ? [] : [[name, weight] as const];
    }),
  );
  const relations = [...(space.relations ?? []), ...(policy?.relations ?? [])];
  return actionSet({
    width: space.width,
    sparsity: policy?.sparsity ?? space.sparsity,
    features: space.features.map((feature) => featureOf(feature, rules[feature.name] ?? {})),
    ...(relations.length > 0 && { relations }),
    ...(Object.keys(weights).length > 0 && { weights }),
  });
}
