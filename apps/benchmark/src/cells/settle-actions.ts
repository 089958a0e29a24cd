import { type LoadedDataset } from '@cfq/datasets';
import { assertKnown } from '../command-line/assert-known.ts';
import { defaultPolicy, schemaActions } from './actions-setting.ts';
import type { CellSettings } from './cell-settings.ts';

/** What is known of a data set's policies. */
type Policies = Pick<LoadedDataset, 'policies'>;

/**
 * Settings that say what people may do: as they are, or, where they do not say, `actionable` where the data set has it and
 * what its columns permit where it has not.
 *
 * @param name how whoever asked wrote it, for errors; default the flag
 * @throws UsageError for a policy that the data set does not have
 */
export function settleActions(
  settings: CellSettings,
  { policies = {} }: Policies,
  name = '--actions',
): CellSettings {
  const { actions } = settings;
  const known = [...Object.keys(policies), schemaActions];
  if (actions === undefined) {
    return { ...settings, actions: known.includes(defaultPolicy) ? defaultPolicy : schemaActions };
  }
  if (typeof actions === 'string') assertKnown(name, actions, known);
  return settings;
}

/**
 * Settings for a data set that may have no policies at all: what people may do there is what its columns permit, whichever
 * policy was planned.
 */
export function withoutAbsentPolicies(settings: CellSettings, { policies = {} }: Policies): CellSettings {
  return typeof settings.actions === 'string' && Object.keys(policies).length === 0
    ? { ...settings, actions: schemaActions }
    : settings;
}
