import {
  policyOf,
  relationsAmong,
  type ActionPolicy,
  type FeatureSpace,
  type LoadedDataset,
} from '@cfq/datasets';
import { ownPolicy, schemaActions } from '../cells/actions/actions-setting.ts';
import type { CellSettings } from '../cells/cell-settings.ts';

/**
 * The policy of a cell, its relations as far as they are about features of its split: one that is the same for every training
 * row is not there to be tied to another. None where the columns of the data set alone decide.
 */
export function permittedBy(
  { actions = schemaActions }: Pick<CellSettings, 'actions'>,
  dataset: LoadedDataset,
  { features }: FeatureSpace,
): ActionPolicy | undefined {
  if (actions === schemaActions) return undefined;
  const policy = typeof actions === 'string' ? policyOf(dataset, actions) : ownPolicy(actions)!;
  const { relations } = policy;
  if (relations === undefined) return policy;
  const names = new Set(features.map(({ name }) => name));
  return { ...policy, relations: relationsAmong(relations, names) };
}
