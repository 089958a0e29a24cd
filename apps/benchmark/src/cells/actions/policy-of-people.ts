import type { ActionPolicy } from '@cfq/datasets';
import { ownPolicy, schemaActions, type ActionsSetting } from './actions-setting.ts';

/** What stands for the columns of the schema alone. */
const columnsAlone: ActionPolicy = {
  name: schemaActions,
  description: 'what the columns of the schema permit',
  features: {},
};

/** What people may do, as `audit` takes it: rules or their name; undefined where nobody says. */
export function policyOfPeople(asked: ActionsSetting | undefined): ActionPolicy | string | undefined {
  if (asked === schemaActions) return columnsAlone;
  return asked === undefined || typeof asked === 'string' ? asked : ownPolicy(asked);
}
