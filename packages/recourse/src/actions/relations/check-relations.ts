import { relatedFeatures, type ActionRelation } from '@cfq/datasets';

import { RecourseError } from '../../recourse-error.ts';
import type { ActionSet } from '../action-set.ts';
import { didYouMean } from '../did-you-mean.ts';

/** The keys of each kind of relation beside `kind`. */
const keysOf = {
  'rises-only-with': ['feature', 'with'],
  'at-most': ['lower', 'upper'],
  linear: ['terms', 'atMost'],
  'subset-limit': ['features', 'atMost'],
  'moves-with': ['feature', 'with', 'factor', 'when'],
} as const satisfies Record<ActionRelation['kind'], readonly string[]>;

type Fail = (rule: string, expected: string, got: unknown, remedy: string) => never;
/** A relation as somebody wrote it: any keys, whatever they hold. */
type Written = Readonly<Record<string, unknown>>;

/**
 * Checks that relations are of a known kind, with keys of their kind, and about different features of the set: numeric or
 * ordinal ones, but for limits of subsets.
 *
 * @throws RecourseError naming the relation and the rule.
 */
export function checkRelations(caller: string, { relations = [], features }: ActionSet): void {
  const names = features.map(({ name }) => name);
  const numbers = features.filter(({ kind }) => kind !== 'categorical').map(({ name }) => name);
  const consequences = new Map<string, number>();
  for (const relation of relations) {
    if (relation.kind !== 'moves-with') continue;
    consequences.set(relation.feature, (consequences.get(relation.feature) ?? 0) + 1);
  }
  relations.forEach((relation, index) => {
    const given: Written = { ...relation };
    const fail: Fail = (rule, expected, got, remedy) => {
      throw new RecourseError(
        `${caller}: ${rule} of relation ${index} (expected ${expected}, got ${shown(got)}). ${remedy}`,
      );
    };
    const kind = kindOf(given, fail);
    if (kind === 'linear') checkLinear(given, numbers, fail);
    else if (kind === 'subset-limit') checkSubset(given, names, fail);
    else if (kind === 'moves-with') {
      checkConsequence(given, features, numbers, fail);
      const { feature, with: cause } = given;
      if (consequences.get(String(feature))! > 1)
        fail('the features', 'one that it moves with', feature, 'Keep one.');
      if (consequences.has(String(cause)))
        fail("'with'", 'a feature that people change', cause, 'Name what it moves with itself.');
    } else checkPair(given, keysOf[kind], numbers, fail);
    if (kind !== 'subset-limit') {
      const related: readonly string[] = relatedFeatures(relation);
      const obtained = features.find(
        ({ name, obtainable }) => obtainable !== undefined && related.includes(name),
      );
      if (obtained !== undefined) {
        const remedy = 'Who obtains a value has none before that could be compared: remove one of the two.';
        fail('features', 'features that nobody obtains', obtained.name, remedy);
      }
    }
    if (kind === 'moves-with') return;
    const moved = relatedFeatures(relation).find((name) => consequences.has(name));
    if (moved !== undefined)
      fail(
        'features',
        'features that people change',
        moved,
        'Something that moves with another has no other relation.',
      );
  });
}

function shown(value: unknown): string {
  return typeof value === 'string' || value === undefined ? String(value) : JSON.stringify(value);
}

function kindOf(given: Written, fail: Fail): ActionRelation['kind'] {
  const kinds = Object.keys(keysOf);
  const kind = String(given['kind']);
  if (!Object.hasOwn(keysOf, kind))
    fail('the kind', kinds.join(', '), kind, didYouMean(kind, kinds, 'Correct it.'));
  const known = ['kind', ...keysOf[kind as ActionRelation['kind']]];
  for (const key of Object.keys(given)) {
    if (!known.includes(key)) fail('the keys', known.join(', '), key, didYouMean(key, known, 'Remove it.'));
  }
  return kind as ActionRelation['kind'];
}

function checkName(name: unknown, key: string, names: readonly string[], remedy: string, fail: Fail): void {
  if (typeof name === 'string' && names.includes(name)) return;
  fail(`'${key}'`, names.join(', '), name, didYouMean(String(name), names, remedy));
}

const nameNumber = 'Name a numeric or ordinal feature.';

function checkPair(given: Written, keys: readonly string[], numbers: readonly string[], fail: Fail): void {
  for (const key of keys) checkName(given[key], key, numbers, nameNumber, fail);
  if (given[keys[0]!] === given[keys[1]!])
    fail('features', 'two different ones', given[keys[0]!], 'Remove the relation.');
}

function checkLinear({ terms, atMost }: Written, numbers: readonly string[], fail: Fail): void {
  const isRecord = typeof terms === 'object' && terms !== null && !Array.isArray(terms);
  const entries = isRecord ? Object.entries(terms) : [];
  if (entries.length < 2)
    fail('the terms', 'coefficients by the names of two features or more', terms, 'Use bounds for one.');
  for (const [name, coefficient] of entries) {
    checkName(name, 'terms', numbers, nameNumber, fail);
    if (!Number.isFinite(coefficient) || coefficient === 0)
      fail(`the coefficient of '${name}'`, 'a number other than 0', coefficient, 'Correct it.');
  }
  if (!Number.isFinite(atMost)) fail("'atMost'", 'a number', atMost, 'Correct it.');
}

function checkSubset(given: Written, names: readonly string[], fail: Fail): void {
  const { features, atMost } = given;
  if (!Array.isArray(features) || features.length < 2)
    return fail('the features', 'a list of two or more', features, 'List them.');
  for (const name of features) checkName(name, 'features', names, 'Name a feature.', fail);
  const twice: unknown = features.find((name, at) => features.indexOf(name) < at);
  if (twice !== undefined) fail('the features', 'each once', twice, 'Name it once.');
  const isCount = Number.isInteger(atMost) && (atMost as number) >= 1;
  if (!isCount || (atMost as number) >= features.length)
    fail("'atMost'", `an integer from 1 to ${features.length - 1}`, atMost, 'Correct it.');
}

function checkConsequence(
  given: Written,
  features: ActionSet['features'],
  numbers: readonly string[],
  fail: Fail,
): void {
  const { factor, when } = given;
  const numeric = features.filter(({ kind }) => kind === 'numeric').map(({ name }) => name);
  checkName(given['feature'], 'feature', numeric, 'Name a numeric feature.', fail);
  const source = features.find(({ name }) => name === given['with']);
  checkName(given['with'], 'with', numbers, nameNumber, fail);
  if (given['feature'] === given['with'])
    fail('features', 'two different ones', given['feature'], 'Remove the relation.');
  if (source?.immutable === true) fail("'with'", 'a feature that may change', source.name, 'Let it change.');
  if (!Number.isFinite(factor) || factor === 0)
    fail("'factor'", 'a number other than 0', factor, 'Correct it.');
  if (when !== undefined && when !== 'rises' && when !== 'falls')
    fail("'when'", "'rises', 'falls' or nothing", when, 'Correct it.');
}
