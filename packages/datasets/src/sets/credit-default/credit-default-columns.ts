import type { FeatureSpec } from '../../dataset/feature-spec.ts';
import type { SourceColumn } from '../../tables/source-column.ts';

/** Months of the six statements, as the column names number them: 0 or 1 is September 2005, 6 is April 2005. */
const statusMonths = [0, 2, 3, 4, 5, 6] as const;
const amountMonths = [1, 2, 3, 4, 5, 6] as const;

/** Repayment status. The publisher documents −1 and 1 to 9; −2 and 0 have the meaning commonly given to them. */
const statuses: ReadonlyMap<string, string> = new Map([
  ['-2', 'no consumption'],
  ['-1', 'paid in full'],
  ['0', 'revolving credit'],
  ['1', '1 month late'],
  ...Array.from({ length: 7 }, (_, i) => [`${i + 2}`, `${i + 2} months late`] as const),
]);

/** The 23 attributes and the label, in the publisher's order, names and codes. Amounts are New Taiwan dollars. */
export const creditDefaultSource: readonly SourceColumn[] = [
  { name: 'LIMIT_BAL', kind: 'number', integer: true },
  {
    name: 'SEX',
    kind: 'level',
    levels: new Map([
      ['1', 'male'],
      ['2', 'female'],
    ]),
  },
  {
    // 4 is documented as "others", 0, 5 and 6 not at all: none has a place in an order.
    name: 'EDUCATION',
    kind: 'level',
    levels: new Map([
      ['3', 'high school'],
      ['2', 'university'],
      ['1', 'graduate school'],
    ]),
    missing: ['0', '4', '5', '6'],
  },
  {
    name: 'MARRIAGE',
    kind: 'level',
    levels: new Map([
      ['1', 'married'],
      ['2', 'single'],
      ['3', 'other'],
    ]),
    missing: ['0'],
  },
  { name: 'AGE', kind: 'number', integer: true },
  ...statusMonths.map((month) => ({ name: `PAY_${month}`, kind: 'level' as const, levels: statuses })),
  ...amountMonths.map((month) => ({ name: `BILL_AMT${month}`, kind: 'number' as const, integer: true })),
  ...amountMonths.map((month) => ({ name: `PAY_AMT${month}`, kind: 'number' as const, integer: true })),
  {
    name: 'default-payment-next-month',
    kind: 'level',
    levels: new Map([
      ['0', 'no default'],
      ['1', 'default'],
    ]),
  },
];

const free = { immutable: false, direction: 'any' } as const;
const fixed = { immutable: true, direction: 'any' } as const;
const statusValues = Array.from({ length: 11 }, (_, i) => i - 2);

/**
 * The 23 features.
 *
 * What an action may change: the statements (repayment status, bill, payment) of all six months. The months on file
 * are facts, but the window moves on: an action says what the next six statements have to look like. Ustun, Spangher &
 * Liu (2019) act on six-month aggregates of this set's bills and payments. A repayment status may only improve, since
 * nobody is to be advised to pay later; education only grows. Fixed are sex, age and marital state, and the limit, which
 * the bank grants. Bills and payments move independently, though in an account they do not.
 *
 * Bills and payments are bounded by the range of the file over all six months at once, so that no month allows what
 * another forbids.
 */
export const creditDefaultFeatures: readonly FeatureSpec[] = [
  { name: 'LIMIT_BAL', kind: 'numeric', ...fixed, bounds: [10_000, 1_000_000], integer: true },
  { name: 'SEX', kind: 'categorical', ...fixed },
  { name: 'EDUCATION', kind: 'ordinal', immutable: false, direction: 'increase' },
  { name: 'MARRIAGE', kind: 'categorical', ...fixed },
  { name: 'AGE', kind: 'numeric', ...fixed, bounds: [21, 79], integer: true },
  ...statusMonths.map((month) => ({
    name: `PAY_${month}`,
    kind: 'ordinal' as const,
    immutable: false,
    direction: 'decrease' as const,
    values: statusValues,
  })),
  ...amountMonths.map((month) => ({
    name: `BILL_AMT${month}`,
    kind: 'numeric' as const,
    ...free,
    bounds: [-339_603, 1_664_089] as const,
    integer: true,
  })),
  ...amountMonths.map((month) => ({
    name: `PAY_AMT${month}`,
    kind: 'numeric' as const,
    ...free,
    bounds: [0, 1_684_259] as const,
    integer: true,
  })),
];
