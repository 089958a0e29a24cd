import { favourableLabels } from '../tables/favourable-labels.ts';
import type { ActionPolicy, ActionRelation, PlausibilityRule } from '../policies/action-policy.ts';
import type { SplitRule } from '../splits/split-rule.ts';
import type { Subgroup } from '../tables/subgroup.ts';
import type { Table } from '../tables/table.ts';
import type { DatasetContent, DatasetLabel } from './dataset.ts';
import type { FeatureSpec } from './feature-spec.ts';

/** What a table means: which columns are features, which one is the label, who is compared with whom. */
export interface TableDescription {
  readonly features: readonly FeatureSpec[];
  readonly label: DatasetLabel;
  /** Partitions by name, for instance of `mergedLevels` or `bandsOf`; the first is the one shifts reweight. */
  readonly subgroups: (table: Table) => Readonly<Record<string, Subgroup>>;
  /** At most this many features change in one action; a whole number ≥ 1. */
  readonly sparsity: number;
  readonly split: SplitRule;
  /** What features have to do with each other in one action. Default: nothing. */
  readonly relations?: readonly ActionRelation[];
  /** How near actions have to lead to approved people, unless a policy says otherwise. Default: they may lead anywhere. */
  readonly plausibility?: PlausibilityRule;
  /** Action policies by name. Default: none. */
  readonly policies?: Readonly<Record<string, ActionPolicy>>;
}

/**
 * The content of a data set out of its table: the description, with a class for every row.
 *
 * @throws DatasetError where the label column is not one of levels, lacks the favourable one, or a label is missing.
 */
export function describeTable(table: Table, description: TableDescription): DatasetContent {
  const { features, label, subgroups, sparsity, split, relations, plausibility, policies } = description;
  return {
    table,
    features,
    y: favourableLabels(table, label),
    label,
    subgroups: subgroups(table),
    sparsity,
    split,
    ...(relations && { relations }),
    ...(plausibility && { plausibility }),
    ...(policies && { policies }),
  };
}
