import { describe, expect, it } from 'vitest';
import type { Dataset, LoadedDataset } from '../dataset/dataset.ts';
import type { FeatureSpec } from '../dataset/feature-spec.ts';
import { policyOf } from '../policies/policy-of.ts';
import { missingLabel } from '../tables/missing-label.ts';
import { datasets } from './datasets.ts';

type Move = readonly [from: string, to: string];

/** Every change of one feature that the policy permits: pairs of levels; for numbers `lower` and `higher`. */
function movesOf({ table, policies }: LoadedDataset, spec: FeatureSpec, policy: string): Move[] {
  const rule = policies[policy]!.features[spec.name]!;
  const { immutable = spec.immutable, direction = spec.direction, to, forbidden, moves, maxChange } = rule;
  const column = table.columns[spec.name]!;
  if (immutable) return [];
  if (column.kind === 'number') {
    const ways = { any: ['lower', 'higher'], increase: ['higher'], decrease: ['lower'] } as const;
    return ways[direction].map((way) => ['own', way]);
  }
  const numbers = spec.values ?? column.levels.map((_, index) => index);
  return column.levels.flatMap((from, i) =>
    column.levels.flatMap((level, j): Move[] => {
      const step = numbers[j]! - numbers[i]!;
      const barred =
        step === 0 ||
        (direction === 'increase' && step < 0) ||
        (direction === 'decrease' && step > 0) ||
        Math.abs(step) > (maxChange?.amount ?? Infinity) ||
        to?.includes(level) === false ||
        forbidden?.includes(level) === true ||
        (moves !== undefined && moves[from]?.includes(level) !== true);
      return barred ? [] : [[from, level]];
    }),
  );
}

const sets = Object.entries<Dataset>(datasets);

describe.each(sets)('policies of %s', (_, set) => {
  it('are the two, with a rule for every feature and for nothing else', async () => {
    const loaded = await set.load();
    expect(Object.keys(loaded.policies)).toEqual(['literature', 'actionable']);
    for (const policy of Object.values(loaded.policies)) {
      expect(Object.keys(policy.features)).toEqual(loaded.features.map(({ name }) => name));
    }
  });

  it('differ from what the columns say under actionable alone, which never permits more', async () => {
    const loaded = await set.load();
    for (const spec of loaded.features) {
      const { immutable, direction = 'any', ...rest } = policyOf(loaded, 'literature').features[spec.name]!;
      expect([immutable, direction]).toEqual([spec.immutable, spec.immutable ? 'any' : spec.direction]);
      expect(Object.keys(rest)).toEqual(['reason']);
      const wide = movesOf(loaded, spec, 'literature').map(String);
      const narrow = movesOf(loaded, spec, 'actionable').map(String);
      expect(narrow.filter((move) => !wide.includes(move))).toEqual([]);
    }
  });

  it('never tell anybody under actionable to be somebody else, to have another past, or to know what is unknown', async () => {
    const loaded = await set.load();
    const fixed =
      /^age$|sex|race|marital|marriage|relationship|country|foreign|liable|history|juv|priors|charge|capital|campaign|pdays|previous|poutcome|month|^day$|limit|_AMT[2-6]$|^BILL|^PAY_[2-6]$|purpose|residence/i;
    for (const spec of loaded.features) {
      const moves = movesOf(loaded, spec, 'actionable');
      if (fixed.test(spec.name)) expect([spec.name, moves]).toEqual([spec.name, []]);
      for (const level of moves.flat()) expect(level).not.toMatch(/unknown|missing/);
      for (const level of moves.flat()) expect(level).not.toBe(missingLabel);
    }
  });
});

/** The whole of what may change under `actionable`: who may become what. */
const permitted: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  german: {
    'checking-status': [
      'below 0 DM > 0 to 200 DM',
      'below 0 DM > 200 DM or more, or salary for a year',
      '0 to 200 DM > 200 DM or more, or salary for a year',
    ],
    duration: ['own > lower', 'own > higher'],
    'credit-amount': ['own > lower'],
    savings: [
      'below 100 DM > 100 to 500 DM',
      'below 100 DM > 500 to 1000 DM',
      'below 100 DM > 1000 DM or more',
      '100 to 500 DM > 500 to 1000 DM',
      '100 to 500 DM > 1000 DM or more',
      '500 to 1000 DM > 1000 DM or more',
    ],
    employment: ['unemployed > below 1 year', 'below 1 year > 1 to 4 years'],
    'other-debtors': ['none > co-applicant', 'none > guarantor'],
    property: ['car or other > building society savings or life insurance'],
    'other-installment-plans': ['bank > none', 'stores > none'],
    'existing-credits': ['2 > 1', '3 > 2', '4 > 3'],
    telephone: ['none > registered under own name'],
  },
  compas: {},
  bank: {
    default: ['yes > no'],
    balance: ['own > higher'],
    loan: ['yes > no'],
    contact: ['telephone > cellular'],
  },
  'synthetic-linear': {
    income: ['own > higher'],
    debt: ['own > lower'],
    education: ['none > school', 'school > college', 'college > university'],
  },
};

it.each(Object.keys(permitted))(
  'permits these changes of %s under actionable, and no other',
  async (name) => {
    const loaded = await datasets[name as keyof typeof datasets].load();
    const found = loaded.features.flatMap((spec) => {
      const moves = movesOf(loaded, spec, 'actionable').map(([from, to]) => `${from} > ${to}`);
      return moves.length === 0 ? [] : [[spec.name, moves] as const];
    });
    expect(Object.fromEntries(found)).toEqual(permitted[name]);
  },
);

it('lets nobody in Adult lose their pay, found a firm, unlearn, or become a manager by deciding to', async () => {
  const loaded = await datasets.adult.load();
  const all = (feature: string) =>
    movesOf(
      loaded,
      loaded.features.find(({ name }) => name === feature)!,
      'actionable',
    );
  const changing = loaded.features.filter((spec) => movesOf(loaded, spec, 'actionable').length > 0);
  expect(changing.map(({ name }) => name)).toEqual([
    'workclass',
    'education',
    'occupation',
    'hours-per-week',
  ]);
  const to = (feature: string) => new Set(all(feature).map(([, level]) => level));
  for (const level of ['Without-pay', 'Never-worked', 'Self-emp-not-inc'])
    expect(to('workclass')).not.toContain(level);
  expect(all('workclass').filter(([, level]) => level === 'Self-emp-inc')).toEqual([
    ['Self-emp-not-inc', 'Self-emp-inc'],
  ]);
  for (const level of ['Exec-managerial', 'Prof-specialty', 'Armed-Forces']) {
    expect(to('occupation')).not.toContain(level);
  }
  const levels = loaded.table.columns['education']!;
  const order = levels.kind === 'level' ? levels.levels : [];
  for (const [from, level] of all('education')) expect(order.indexOf(level)).toBe(order.indexOf(from) + 1);
  expect(to('education')).not.toContain('Doctorate');
});

it('lets a card holder pay, and nothing else', async () => {
  const loaded = await datasets['credit-default'].load();
  const changing = loaded.features.filter((spec) => movesOf(loaded, spec, 'actionable').length > 0);
  expect(changing.map(({ name }) => name)).toEqual(['PAY_0', 'PAY_AMT1']);
  for (const [, to] of movesOf(loaded, changing[0]!, 'actionable')) expect(to).not.toBe('no consumption');
  expect(movesOf(loaded, changing[1]!, 'actionable')).toEqual([['own', 'higher']]);
  expect(policyOf(loaded, 'actionable').relations).toEqual([
    { kind: 'at-most', lower: 'PAY_AMT1', upper: 'BILL_AMT2' },
  ]);
});
