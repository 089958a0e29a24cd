import { checkPolicy, namedPolicy, type LoadedDataset } from '@cfq/datasets';
import { assertKnown } from '../../command-line/assert-known.ts';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { oneLine } from '../../command-line/one-line.ts';
import { actionsSchema, defaultPolicy, ownPolicy, schemaActions } from './actions-setting.ts';
import type { CellSettings } from '../cell-settings.ts';

/**
 * Settings that say what people may do: as they are, or, where they do not say, `actionable` where the data set has it and
 * what its columns permit where it has not. Policies of their own call levels by their names afterwards.
 *
 * @param name how whoever asked wrote it, for errors; default the flag
 * @throws UsageError for a policy that the data set does not have, or one of its own that does not fit it: an unknown feature or
 *   category, a contradiction
 */
export function settleActions(
  settings: CellSettings,
  dataset: LoadedDataset,
  name = '--actions',
): CellSettings {
  const { actions } = settings;
  const known = [...Object.keys(dataset.policies), schemaActions];
  if (actions === undefined) {
    return { ...settings, actions: known.includes(defaultPolicy) ? defaultPolicy : schemaActions };
  }
  if (typeof actions === 'string') {
    assertKnown(name, actions, known);
    return settings;
  }
  try {
    const policy = ownPolicy(actions)!;
    checkPolicy(policy, dataset);
    // By its names alone, so that one policy in two spellings is one cell.
    return { ...settings, actions: actionsSchema.parse(namedPolicy(policy, dataset)) };
  } catch (error) {
    throw new UsageError(`${name}: ${oneLine(error)}`, { cause: error });
  }
}

/**
 * Settings for a data set that may have no policies at all: what people may do there is what its columns permit, whichever
 * policy was planned.
 */
export function withoutAbsentPolicies(settings: CellSettings, { policies }: LoadedDataset): CellSettings {
  return typeof settings.actions === 'string' && Object.keys(policies).length === 0
    ? { ...settings, actions: schemaActions }
    : settings;
}
