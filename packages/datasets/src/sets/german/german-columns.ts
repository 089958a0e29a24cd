import type { FeatureSpec } from '../../dataset/feature-spec.ts';
import type { SourceColumn } from '../../tables/source-column.ts';

const levels = (record: Record<string, string>): ReadonlyMap<string, string> =>
  new Map(Object.entries(record));
const counted = (...codes: string[]): ReadonlyMap<string, string> =>
  new Map(codes.map((code) => [code, code]));

/** The 21 columns of `german.data`, in file order, with the meaning of each code as the publisher gives it. */
export const germanSource: readonly SourceColumn[] = [
  {
    name: 'checking-status',
    kind: 'level',
    levels: levels({
      A11: 'below 0 DM',
      A12: '0 to 200 DM',
      A13: '200 DM or more, or salary for a year',
      A14: 'no checking account',
    }),
  },
  { name: 'duration', kind: 'number', integer: true },
  {
    name: 'credit-history',
    kind: 'level',
    levels: levels({
      A30: 'no credits taken, or all paid back duly',
      A31: 'all credits at this bank paid back duly',
      A32: 'existing credits paid back duly till now',
      A33: 'delay in paying off in the past',
      A34: 'critical account, or credits at other banks',
    }),
  },
  {
    name: 'purpose',
    kind: 'level',
    levels: levels({
      A40: 'new car',
      A41: 'used car',
      A42: 'furniture or equipment',
      A43: 'radio or television',
      A44: 'domestic appliances',
      A45: 'repairs',
      A46: 'education',
      A47: 'vacation',
      A48: 'retraining',
      A49: 'business',
      A410: 'other',
    }),
  },
  { name: 'credit-amount', kind: 'number', integer: true },
  {
    name: 'savings',
    kind: 'level',
    levels: levels({
      A61: 'below 100 DM',
      A62: '100 to 500 DM',
      A63: '500 to 1000 DM',
      A64: '1000 DM or more',
      A65: 'unknown or none',
    }),
  },
  {
    name: 'employment',
    kind: 'level',
    levels: levels({
      A71: 'unemployed',
      A72: 'below 1 year',
      A73: '1 to 4 years',
      A74: '4 to 7 years',
      A75: '7 years or more',
    }),
  },
  { name: 'installment-rate', kind: 'level', levels: counted('1', '2', '3', '4') },
  {
    name: 'personal-status-and-sex',
    kind: 'level',
    levels: levels({
      A91: 'male, divorced or separated',
      A92: 'female, divorced, separated or married',
      A93: 'male, single',
      A94: 'male, married or widowed',
      A95: 'female, single',
    }),
  },
  {
    name: 'other-debtors',
    kind: 'level',
    levels: levels({ A101: 'none', A102: 'co-applicant', A103: 'guarantor' }),
  },
  { name: 'residence-since', kind: 'level', levels: counted('1', '2', '3', '4') },
  {
    name: 'property',
    kind: 'level',
    levels: levels({
      A121: 'real estate',
      A122: 'building society savings or life insurance',
      A123: 'car or other',
      A124: 'unknown or none',
    }),
  },
  { name: 'age', kind: 'number', integer: true },
  {
    name: 'other-installment-plans',
    kind: 'level',
    levels: levels({ A141: 'bank', A142: 'stores', A143: 'none' }),
  },
  { name: 'housing', kind: 'level', levels: levels({ A151: 'rent', A152: 'own', A153: 'for free' }) },
  { name: 'existing-credits', kind: 'level', levels: counted('1', '2', '3', '4') },
  {
    name: 'job',
    kind: 'level',
    levels: levels({
      A171: 'unemployed, or unskilled non-resident',
      A172: 'unskilled resident',
      A173: 'skilled employee or official',
      A174: 'management, self-employed, highly qualified or officer',
    }),
  },
  { name: 'liable-people', kind: 'level', levels: counted('1', '2') },
  { name: 'telephone', kind: 'level', levels: levels({ A191: 'none', A192: 'registered under own name' }) },
  { name: 'foreign-worker', kind: 'level', levels: levels({ A201: 'yes', A202: 'no' }) },
  { name: 'credit-risk', kind: 'level', levels: levels({ 1: 'good', 2: 'bad' }) },
];

const free = { immutable: false, direction: 'any' } as const;
const fixed = { immutable: true, direction: 'any' } as const;
const counts = [1, 2, 3, 4] as const;

/**
 * The 20 features. Ordinal where the codes are ordered throughout: employment (`unemployed` is no tenure at all)
 * and the small counts and brackets coded 1 to 4. Checking status, savings and property carry a "none or unknown"
 * level, and job mixes employment with residence, so these have no order and stay categorical.
 */
export const germanFeatures: readonly FeatureSpec[] = [
  { name: 'checking-status', kind: 'categorical', ...free },
  { name: 'duration', kind: 'numeric', ...free, bounds: [4, 72], integer: true, unit: 'months' },
  { name: 'credit-history', kind: 'categorical', ...free },
  { name: 'purpose', kind: 'categorical', ...free },
  { name: 'credit-amount', kind: 'numeric', ...free, bounds: [250, 18424], integer: true, unit: 'DM' },
  { name: 'savings', kind: 'categorical', ...free },
  { name: 'employment', kind: 'ordinal', ...free },
  { name: 'installment-rate', kind: 'ordinal', ...free, values: counts },
  { name: 'personal-status-and-sex', kind: 'categorical', ...fixed },
  { name: 'other-debtors', kind: 'categorical', ...free },
  { name: 'residence-since', kind: 'ordinal', ...free, values: counts },
  { name: 'property', kind: 'categorical', ...free },
  { name: 'age', kind: 'numeric', ...fixed, bounds: [19, 75], integer: true },
  { name: 'other-installment-plans', kind: 'categorical', ...free },
  { name: 'housing', kind: 'categorical', ...free },
  { name: 'existing-credits', kind: 'ordinal', ...free, values: counts },
  { name: 'job', kind: 'categorical', ...free },
  { name: 'liable-people', kind: 'ordinal', ...free, values: [1, 2] },
  { name: 'telephone', kind: 'categorical', ...free },
  { name: 'foreign-worker', kind: 'categorical', ...fixed },
];
