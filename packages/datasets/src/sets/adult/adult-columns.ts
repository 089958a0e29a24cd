import type { FeatureSpec } from '../../dataset/feature-spec.ts';
import type { SourceColumn } from '../../tables/source-column.ts';

const missing = ['?'];
const named = (text: string): ReadonlyMap<string, string> =>
  new Map(text.split(' ').map((level) => [level, level]));

/** Levels of `education` from least to most; level i has `education-num` i + 1. */
export const educationLevels: readonly string[] = [
  ...['Preschool', '1st-4th', '5th-6th', '7th-8th', '9th', '10th', '11th', '12th', 'HS-grad', 'Some-college'],
  ...['Assoc-voc', 'Assoc-acdm', 'Bachelors', 'Masters', 'Prof-school', 'Doctorate'],
];

/** The 15 columns of `adult.data` and `adult.test`, in file order. */
export const adultSource: readonly SourceColumn[] = [
  { name: 'age', kind: 'number', integer: true },
  {
    name: 'workclass',
    kind: 'level',
    levels: named(
      'Private Self-emp-not-inc Self-emp-inc Federal-gov Local-gov State-gov Without-pay Never-worked',
    ),
    missing,
  },
  { name: 'fnlwgt', kind: 'number', integer: true },
  { name: 'education', kind: 'level', levels: named(educationLevels.join(' ')) },
  { name: 'education-num', kind: 'number', integer: true },
  {
    name: 'marital-status',
    kind: 'level',
    levels: named(
      'Married-civ-spouse Divorced Never-married Separated Widowed Married-spouse-absent Married-AF-spouse',
    ),
  },
  {
    name: 'occupation',
    kind: 'level',
    levels: named(
      'Tech-support Craft-repair Other-service Sales Exec-managerial Prof-specialty Handlers-cleaners ' +
        'Machine-op-inspct Adm-clerical Farming-fishing Transport-moving Priv-house-serv Protective-serv Armed-Forces',
    ),
    missing,
  },
  {
    name: 'relationship',
    kind: 'level',
    levels: named('Wife Own-child Husband Not-in-family Other-relative Unmarried'),
  },
  { name: 'race', kind: 'level', levels: named('White Asian-Pac-Islander Amer-Indian-Eskimo Other Black') },
  { name: 'sex', kind: 'level', levels: named('Female Male') },
  { name: 'capital-gain', kind: 'number', integer: true },
  { name: 'capital-loss', kind: 'number', integer: true },
  { name: 'hours-per-week', kind: 'number', integer: true },
  {
    name: 'native-country',
    kind: 'level',
    levels: named(
      'United-States Cambodia England Puerto-Rico Canada Germany Outlying-US(Guam-USVI-etc) India Japan Greece ' +
        'South China Cuba Iran Honduras Philippines Italy Poland Jamaica Vietnam Mexico Portugal Ireland France ' +
        'Dominican-Republic Laos Ecuador Taiwan Haiti Columbia Hungary Guatemala Nicaragua Scotland Thailand ' +
        'Yugoslavia El-Salvador Trinadad&Tobago Peru Hong Holand-Netherlands',
    ),
    missing,
  },
  { name: 'income', kind: 'level', levels: named('<=50K >50K') },
];

const free = { immutable: false, direction: 'any' } as const;
const fixed = { immutable: true, direction: 'any' } as const;

/**
 * The 12 features. `fnlwgt` is a survey weight, no attribute of a person, and no input. `education-num` numbers the
 * levels of `education`, so the two are one ordinal feature, which only grows.
 */
export const adultFeatures: readonly FeatureSpec[] = [
  { name: 'age', kind: 'numeric', ...fixed, bounds: [17, 90], integer: true, unit: 'years' },
  { name: 'workclass', kind: 'categorical', ...free },
  {
    name: 'education',
    kind: 'ordinal',
    immutable: false,
    direction: 'increase',
    values: educationLevels.map((_, index) => index + 1),
  },
  { name: 'marital-status', kind: 'categorical', ...free },
  { name: 'occupation', kind: 'categorical', ...free },
  { name: 'relationship', kind: 'categorical', ...free },
  { name: 'race', kind: 'categorical', ...fixed },
  { name: 'sex', kind: 'categorical', ...fixed },
  { name: 'capital-gain', kind: 'numeric', ...free, bounds: [0, 99999], integer: true, unit: 'USD' },
  { name: 'capital-loss', kind: 'numeric', ...free, bounds: [0, 4356], integer: true, unit: 'USD' },
  { name: 'hours-per-week', kind: 'numeric', ...free, bounds: [1, 99], integer: true, unit: 'hours' },
  { name: 'native-country', kind: 'categorical', ...fixed },
];
