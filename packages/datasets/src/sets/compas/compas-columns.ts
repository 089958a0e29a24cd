import type { FeatureSpec } from '../../dataset/feature-spec.ts';
import type { SourceColumn } from '../../tables/source-column.ts';

const named = (...levels: string[]): ReadonlyMap<string, string> =>
  new Map(levels.map((level) => [level, level]));

/** The kept columns: what a model sees, and the label. */
export const compasSource: readonly SourceColumn[] = [
  { name: 'age', kind: 'number', integer: true },
  { name: 'sex', kind: 'level', levels: named('Female', 'Male') },
  {
    name: 'race',
    kind: 'level',
    levels: named('African-American', 'Asian', 'Caucasian', 'Hispanic', 'Native American', 'Other'),
  },
  { name: 'juv_fel_count', kind: 'number', integer: true },
  { name: 'juv_misd_count', kind: 'number', integer: true },
  { name: 'juv_other_count', kind: 'number', integer: true },
  { name: 'priors_count', kind: 'number', integer: true },
  {
    name: 'c_charge_degree',
    kind: 'level',
    levels: new Map([
      ['F', 'felony'],
      ['M', 'misdemeanour'],
    ]),
  },
  {
    name: 'two_year_recid',
    kind: 'level',
    levels: new Map([
      ['0', 'no re-offence'],
      ['1', 're-offence'],
    ]),
  },
];

const free = { immutable: false, direction: 'any' } as const;
const fixed = { immutable: true, direction: 'any' } as const;

/**
 * The 8 features. `age_cat` is a function of age and is left out: an action could set one against the other. The
 * scores of the COMPAS tool itself are left out too: they are another model's verdict.
 */
export const compasFeatures: readonly FeatureSpec[] = [
  { name: 'age', kind: 'numeric', ...fixed, bounds: [18, 96], integer: true },
  { name: 'sex', kind: 'categorical', ...fixed },
  { name: 'race', kind: 'categorical', ...fixed },
  { name: 'juv_fel_count', kind: 'numeric', ...free, bounds: [0, 20], integer: true },
  { name: 'juv_misd_count', kind: 'numeric', ...free, bounds: [0, 13], integer: true },
  { name: 'juv_other_count', kind: 'numeric', ...free, bounds: [0, 9], integer: true },
  { name: 'priors_count', kind: 'numeric', ...free, bounds: [0, 38], integer: true },
  { name: 'c_charge_degree', kind: 'categorical', ...free },
];
