import type { LoadedDataset } from '../dataset/dataset.ts';
import { DatasetError } from '../internals/dataset-error.ts';
import type { ActionPolicy } from './action-policy.ts';
import { unknownName } from './unknown-name.ts';

/**
 * The action policy of a name that comes with a data set.
 *
 * @throws DatasetError for a name that the set does not have, listing those it has.
 */
export function policyOf(
  { name: dataset, policies }: Pick<LoadedDataset, 'name' | 'policies'>,
  name: string,
): ActionPolicy {
  if (Object.hasOwn(policies, name)) return policies[name]!;
  const known = Object.keys(policies);
  throw new DatasetError(
    known.length === 0
      ? `policyOf: "${dataset}" comes with no action policy (got "${name}"). Describe one under policies in its schema, ` +
          'or give a policy file; without one, actions follow what the columns say.'
      : `policyOf: "${dataset}" has no action policy "${name}" ` +
          unknownName(name, known, 'Name one of them, or give a policy file.'),
  );
}
