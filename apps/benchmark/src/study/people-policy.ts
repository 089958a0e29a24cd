import { checkPolicy, policyOf, type ActionPolicy, type People } from '@cfq/datasets';
import {
  defaultPolicy,
  ownPolicy,
  schemaActions,
  type ActionsSetting,
} from '../cells/actions/actions-setting.ts';
import { UsageError } from '../command-line/benchmark-error.ts';
import { oneLine } from '../command-line/one-line.ts';

/**
 * What people may do: the policy that was asked for; where none was, `actionable` if the schema has it, else what the
 * columns permit, which is undefined here.
 *
 * @param name how whoever asked wrote it, for errors: `--actions`
 * @throws UsageError for a policy that the schema does not have, or one that does not fit it
 */
export function peoplePolicy(
  people: Pick<People, 'name' | 'policies' | 'features' | 'table'> | null,
  actions: ActionsSetting | undefined,
  name: string,
): ActionPolicy | undefined {
  if (actions === schemaActions) return undefined;
  if (actions === undefined) return people?.policies[defaultPolicy];
  try {
    const policy = ownPolicy(actions);
    if (policy !== undefined) {
      if (people !== null) checkPolicy(policy, people);
      return policy;
    }
    return policyOf(people ?? { name: 'the model file', policies: {} }, actions as string);
  } catch (error) {
    throw new UsageError(`${name}: ${oneLine(error)}`, { cause: error });
  }
}
