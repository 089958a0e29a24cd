import type { ActionRelation } from '@cfq/datasets';

import { RecourseError } from '../recourse-error.ts';
import type { ActionSet } from './action-set.ts';
import { didYouMean } from './did-you-mean.ts';

/** The keys of each kind of relation that name features. */
const featureKeys = {
  'rises-only-with': ['feature', 'with'],
  'at-most': ['lower', 'upper'],
} as const satisfies Record<ActionRelation['kind'], readonly string[]>;

/**
 * Checks that relations are of a known kind, between two different numeric or ordinal features of the set.
 *
 * @throws RecourseError naming the relation and the rule.
 */
export function checkRelations(caller: string, { relations = [], features }: ActionSet): void {
  const names = features.filter(({ kind }) => kind !== 'categorical').map(({ name }) => name);
  relations.forEach((relation, index) => {
    const given = relation as Readonly<Record<string, unknown>>;
    const fail = (rule: string, expected: string, got: unknown, remedy: string): never => {
      throw new RecourseError(
        `${caller}: ${rule} of relation ${index} (expected ${expected}, got ${String(got)}). ${remedy}`,
      );
    };
    const kinds = Object.keys(featureKeys);
    const kind = String(given['kind']);
    if (!Object.hasOwn(featureKeys, kind))
      fail('the kind', kinds.join(', '), kind, didYouMean(kind, kinds, 'Correct it.'));
    const keys: readonly string[] = featureKeys[kind as keyof typeof featureKeys];
    for (const key of Object.keys(given)) {
      const known = ['kind', ...keys];
      if (!known.includes(key)) fail('the keys', known.join(', '), key, didYouMean(key, known, 'Remove it.'));
    }
    for (const key of keys) {
      const name = given[key];
      if (typeof name === 'string' && names.includes(name)) continue;
      const remedy = didYouMean(String(name), names, 'Name a numeric or ordinal feature.');
      fail(`'${key}'`, names.join(', '), name, remedy);
    }
    if (given[keys[0]!] === given[keys[1]!])
      fail('features', 'two different ones', given[keys[0]!], 'Remove the relation.');
  });
}
