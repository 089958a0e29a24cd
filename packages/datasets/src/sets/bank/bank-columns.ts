import type { FeatureSpec } from '../../dataset/feature-spec.ts';
import type { SourceColumn } from '../../tables/source-column.ts';

const named = (text: string): ReadonlyMap<string, string> =>
  new Map(text.split(' ').map((level) => [level, level]));
const yesNo = named('no yes');
const missing = ['unknown'];

/** The 17 columns of `bank-full.csv`, in file order. */
export const bankSource: readonly SourceColumn[] = [
  { name: 'age', kind: 'number', integer: true },
  {
    name: 'job',
    kind: 'level',
    levels: named(
      'admin. blue-collar entrepreneur housemaid management retired self-employed services student technician unemployed',
    ),
    missing,
  },
  { name: 'marital', kind: 'level', levels: named('divorced married single') },
  { name: 'education', kind: 'level', levels: named('primary secondary tertiary'), missing },
  { name: 'default', kind: 'level', levels: yesNo },
  { name: 'balance', kind: 'number', integer: true },
  { name: 'housing', kind: 'level', levels: yesNo },
  { name: 'loan', kind: 'level', levels: yesNo },
  { name: 'contact', kind: 'level', levels: named('cellular telephone'), missing },
  { name: 'day', kind: 'number', integer: true },
  { name: 'month', kind: 'level', levels: named('jan feb mar apr may jun jul aug sep oct nov dec') },
  { name: 'duration', kind: 'number', integer: true },
  { name: 'campaign', kind: 'number', integer: true },
  { name: 'pdays', kind: 'number', integer: true, missing: ['-1'] },
  { name: 'previous', kind: 'number', integer: true },
  {
    name: 'poutcome',
    kind: 'level',
    levels: new Map([
      ['unknown', 'none or unknown'],
      ['failure', 'failure'],
      ['other', 'other'],
      ['success', 'success'],
    ]),
  },
  { name: 'y', kind: 'level', levels: yesNo },
];

const free = { immutable: false, direction: 'any' } as const;
const fixed = { immutable: true, direction: 'any' } as const;

/**
 * The 15 features. `duration`, the length of the last call, is left out: it is known only once the call is over, and so
 * is the answer; the publisher says to discard it for a realistic model. It stays in the table.
 *
 * What an action may change: the client's own affairs (job, education, credit in default, balance, loans), and how and
 * when the client is called (contact, day, month), which a client may ask for and the bank decides. Fixed are age and
 * marital state, and what earlier calls left behind (campaign, pdays, previous, poutcome). A month stands for the
 * campaign that ran in it as much as for the season, so a change of month is the most artificial action of all; without
 * it, hardly anybody has recourse.
 */
export const bankFeatures: readonly FeatureSpec[] = [
  { name: 'age', kind: 'numeric', ...fixed, bounds: [18, 95], integer: true },
  { name: 'job', kind: 'categorical', ...free },
  { name: 'marital', kind: 'categorical', ...fixed },
  { name: 'education', kind: 'ordinal', immutable: false, direction: 'increase' },
  { name: 'default', kind: 'categorical', ...free },
  { name: 'balance', kind: 'numeric', ...free, bounds: [-8019, 102127], integer: true },
  { name: 'housing', kind: 'categorical', ...free },
  { name: 'loan', kind: 'categorical', ...free },
  { name: 'contact', kind: 'categorical', ...free },
  { name: 'day', kind: 'numeric', ...free, bounds: [1, 31], integer: true },
  { name: 'month', kind: 'categorical', ...free },
  { name: 'campaign', kind: 'numeric', ...fixed, bounds: [1, 63], integer: true },
  { name: 'pdays', kind: 'numeric', ...fixed, bounds: [1, 871], integer: true },
  { name: 'previous', kind: 'numeric', ...fixed, bounds: [0, 275], integer: true },
  { name: 'poutcome', kind: 'categorical', ...fixed },
];
