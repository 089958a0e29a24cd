import { policyOf, relationsAmong, type ActionPolicy, type FeatureSpace, type People } from '@cfq/datasets';

/** The policy that is meant where none is named, in data that have it. */
const usual = 'actionable';

/**
 * The rules that say what people may change, their relations as far as they are about features that there are: one that is
 * the same for everybody has no column to be tied to. Undefined where the columns of the data alone decide.
 *
 * @throws DatasetError for the name of rules that do not come with the people
 */
export function permittedBy(
  people: Pick<People, 'name' | 'policies'>,
  { features }: FeatureSpace,
  asked: ActionPolicy | string | undefined,
): ActionPolicy | undefined {
  const named = asked ?? (Object.hasOwn(people.policies, usual) ? usual : undefined);
  if (named === undefined) return undefined;
  const policy = typeof named === 'string' ? policyOf(people, named) : named;
  if (policy.relations === undefined) return policy;
  const names = new Set(features.map(({ name }) => name));
  return { ...policy, relations: relationsAmong(policy.relations, names) };
}
