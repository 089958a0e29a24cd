import type { Finding } from '../../result/finding.ts';

/** What a result can be about, each in a sentence. */
export const auditRules = {
  'broken-promise': 'A person does what the reference file asks for, and the deployed file refuses them.',
  'now-denied': 'A person whom the reference file approves is denied by the deployed one.',
  'now-approved': 'A person whom the reference file denies is approved by the deployed one.',
  'results-left-out': 'There are more results than are listed.',
  'limit-missed': 'A limit is missed.',
  'limit-undefined': 'A number that is limited is undefined.',
  'decisions-mirrored': 'The decisions of the two files are each other reversed.',
  'categories-exchanged': 'Categories of a feature have changed places.',
  'sign-turned': 'Weights have the opposite sign.',
  'low-precision': 'Weights are stored too coarsely.',
  'margins-shifted': 'Margins are shifted for everybody.',
  'margins-scaled': 'Margins are scaled for everybody.',
  'bias-moved': 'A bias is another one.',
  'runtime-dependent': 'Decisions depend on the runtime.',
  'decisions-changed': 'People are decided about otherwise.',
  'promises-broken': 'Promises are broken.',
  'groups-apart': 'Groups are treated unlike by the change.',
  'reasons-changed': 'Denials have other reasons.',
} as const satisfies Record<
  Finding['kind'] | 'broken-promise' | 'now-denied' | 'now-approved' | 'results-left-out',
  string
>;

/** See {@link auditRules}. */
export type AuditRule = keyof typeof auditRules;
