import type { ActionPolicy } from '../../policies/action-policy.ts';
import { literaturePolicy } from '../../policies/literature-policy.ts';
import { compasFeatures } from './compas-columns.ts';

const literature = literaturePolicy({
  description:
    'as studies of recourse have it: past offences and the charge may change, though nobody can act on them',
  features: compasFeatures,
  reasons: {
    age: 'Nobody chooses their age.',
    sex: 'Sex is protected.',
    race: 'Race is protected.',
  },
  otherwise: 'Studies of recourse on this set let it change, though nobody can: a stress test, not advice.',
});

const past =
  'Offences of the past stay in the past; a record can be wrong, but putting it right is no action of this kind.';

const actionable: ActionPolicy = {
  name: 'actionable',
  description:
    'what the person could do: nothing, since all that is known of them is who they are and what happened',
  features: {
    age: { immutable: true, reason: 'Nobody chooses their age.' },
    sex: { immutable: true, reason: 'Sex is protected.' },
    race: { immutable: true, reason: 'Race is protected.' },
    juv_fel_count: { immutable: true, reason: past },
    juv_misd_count: { immutable: true, reason: past },
    juv_other_count: { immutable: true, reason: past },
    priors_count: { immutable: true, reason: past },
    c_charge_degree: {
      immutable: true,
      reason: 'The charge was brought by the prosecution, for something that has happened.',
    },
  },
};

/** Action policies of COMPAS. */
export const compasPolicies = { literature, actionable };
