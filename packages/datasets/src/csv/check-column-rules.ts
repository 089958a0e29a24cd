import type { FeatureSpec } from '../dataset/feature-spec.ts';
import { checkRelation } from '../policies/check-relation.ts';
import { checkRule } from '../policies/check-rule.ts';
import type { ActionRelation } from '../policies/action-policy.ts';
import { namedRule } from '../policies/named-policy.ts';
import { policyTargets } from '../policies/policy-target.ts';
import type { Table } from '../tables/table.ts';

/** Where features and relations stand in a schema: the file, and the line where it is known. */
export interface SchemaPlaces {
  readonly feature: (name: string) => string;
  readonly relation: (index: number) => string;
}

/**
 * Holds the rules of a schema's columns against the table, so that a level that does not exist is known before anything runs.
 *
 * @returns The features, every level in their rules called by its name.
 * @param placeOf Where they stand in the schema, for error messages.
 * @throws DatasetError naming the column and what is wrong with its rule, or the relation.
 */
export function checkColumnRules(
  scope: { readonly features: readonly FeatureSpec[]; readonly table: Table },
  relations: readonly ActionRelation[],
  placeOf: SchemaPlaces,
): FeatureSpec[] {
  const targets = policyTargets(scope);
  const named = scope.features.map((feature, index) => {
    const { name, rule } = feature;
    if (rule === undefined) return feature;
    const where = `${placeOf.feature(name)}, column "${name}"`;
    checkRule(rule, targets[index]!, where);
    return { ...feature, rule: namedRule(rule, targets[index]!, where) };
  });
  relations.forEach((relation, index) => {
    const others = relations.toSpliced(index, 1);
    checkRelation(relation, { targets, dropped: {}, rules: {}, others, where: placeOf.relation(index) });
  });
  return named;
}
