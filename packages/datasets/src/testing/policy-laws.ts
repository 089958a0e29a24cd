import { checkPolicy } from '../policies/check-policy.ts';
import { expectLaw } from '@cfq/parts';
import type { DatasetLaw } from './law.ts';

const policiesFit: DatasetLaw = {
  name: 'an action policy goes by its name, and names features and categories that exist, without contradiction',
  check: async ({ dataset: { name }, loaded, prepared }) => {
    const content = await loaded();
    const { featureSpace } = await prepared();
    for (const [key, policy] of Object.entries(content.policies)) {
      expectLaw(policy.name === key, () => `${name}: policy "${key}" calls itself "${policy.name}".`);
      for (const scope of [content, featureSpace]) {
        const problem = problemOf(() => {
          checkPolicy(policy, scope);
        });
        expectLaw(problem === undefined, () => `${name}: ${problem}`);
      }
    }
  },
};

const rulesHaveReasons: DatasetLaw = {
  name: 'every rule of an action policy has a reason, one sentence',
  check: async ({ dataset: { name }, loaded }) => {
    const { policies } = await loaded();
    for (const policy of Object.values(policies)) {
      for (const [feature, { reason = '' }] of Object.entries(policy.features)) {
        expectLaw(
          /^[A-Z][^\n]*\.$/.test(reason) && !/\. /.test(reason),
          () =>
            `${name}: policy "${policy.name}" gives no reason of one sentence for "${feature}" ("${reason}").`,
        );
      }
    }
  },
};

function problemOf(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** What the action policies of a set promise. */
export const policyLaws: readonly DatasetLaw[] = [policiesFit, rulesHaveReasons];
