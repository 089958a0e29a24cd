import type { DatasetContent } from '../dataset/dataset.ts';
import type { FeatureSpec } from '../dataset/feature-spec.ts';
import { whyDropped } from '../encoding/why-dropped.ts';
import type { Table } from '../tables/table.ts';
import type { ActionPolicy, FeatureRule } from './action-policy.ts';

/**
 * Why no action is possible for anybody, whatever a model says, a sentence that names the keys that make it so; undefined
 * where some feature may change. A feature that is the same in every row is no part of any model.
 *
 * @param policy Who may do what. Default: as the columns of the data set say.
 */
export function whyNobodyActs(
  { features, table }: Pick<DatasetContent, 'features'> & Partial<Pick<DatasetContent, 'table'>>,
  policy?: ActionPolicy,
): string | undefined {
  const namesBy = new Map<string, string[]>();
  for (const spec of features) {
    const why = whyFixed(spec, policy?.features[spec.name] ?? {}, policy) ?? whyConstant(spec, table);
    if (why === undefined) return undefined;
    namesBy.set(why, [...(namesBy.get(why) ?? []), `"${spec.name}"`]);
  }
  const keys = [...namesBy].map(([why, names]) => `${why} of ${names.join(', ')}`);
  return (
    `No action is possible${policy === undefined ? '' : ` under the policy "${policy.name}"`}, so nobody has recourse: ` +
    `nothing may change, by ${keys.join('; ')}. Free a feature that people can change.`
  );
}

/** The key that keeps a feature as it is, and where it stands. */
function whyFixed(
  spec: FeatureSpec,
  rule: FeatureRule,
  policy: ActionPolicy | undefined,
): string | undefined {
  const where = (isOwn: boolean) =>
    isOwn && policy !== undefined ? `in the policy "${policy.name}"` : 'in the columns';
  if (rule.immutable ?? spec.immutable) return `immutable: true ${where(rule.immutable !== undefined)}`;
  const moves = rule.moves ?? spec.rule?.moves;
  const leadsNowhere = moves !== undefined && Object.values(moves).every((targets) => targets.length === 0);
  return leadsNowhere ? `moves to nowhere ${where(rule.moves !== undefined)}` : undefined;
}

function whyConstant({ name }: FeatureSpec, table: Table | undefined): string | undefined {
  const column = table?.columns[name];
  if (table === undefined || column === undefined) return undefined;
  const everyRow = Int32Array.from({ length: table.rows }, (_, row) => row);
  return whyDropped(column, everyRow) === undefined ? undefined : 'the same value in every row';
}
