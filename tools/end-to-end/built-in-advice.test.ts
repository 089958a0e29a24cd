import { beforeAll, describe, expect, it } from 'vitest';
import { datasets, prepareDataset, type PreparedDataset } from '@cfq/datasets';
import { adviseDenied, type Advised } from './advise.ts';

const margins = [0, 0.2] as const;
const cases = [
  ...(['german', 'compas'] as const).flatMap((name) =>
    (['literature', 'actionable'] as const).map((policy) => [name, policy] as const),
  ),
] as const;

describe.each(cases)('advice on %s, %s', (name, policy) => {
  let dataset: PreparedDataset;
  let advised: Advised[][];

  beforeAll(async () => {
    const loaded = await datasets[name].load();
    dataset = prepareDataset(loaded, { seed: 0 });
    advised = await adviseDenied({ dataset, policy: loaded.policies[policy], margins, people: 60 });
  }, 120_000);

  it('names values that reach the margin that was promised', () => {
    // The past cannot be changed, so that COMPAS leaves hardly anybody a way.
    if (name !== 'compas' || policy !== 'actionable') expect(advised.flat().length).toBeGreaterThan(0);
    advised.forEach((people, at) => {
      for (const { margin } of people) expect(margin).toBeGreaterThan(margins[at]! - 1e-4);
    });
  });

  it('names whole numbers where the file has whole numbers', () => {
    for (const { after } of advised.flat()) {
      for (const { name: feature, kind } of dataset.featureSpace.features) {
        if (kind === 'numeric' && after[feature] !== null) expect(after[feature]).toSatisfy(Number.isInteger);
      }
    }
  });
});

/** Actions that no person could take, or that a lender or a court could not tell anybody to take. */
const impossible: Record<string, (before: Advised['before'], after: Advised['after']) => boolean> = {
  german: (before, after) =>
    ['age', 'personal-status-and-sex', 'foreign-worker', 'credit-history', 'liable-people'].some(
      (fixed) => before[fixed] !== after[fixed],
    ) ||
    (after['checking-status'] === 'no checking account' &&
      before['checking-status'] !== 'no checking account'),
  compas: (before, after) =>
    ['age', 'sex', 'race', 'priors_count', 'c_charge_degree'].some((fixed) => before[fixed] !== after[fixed]),
  adult: (before, after) =>
    ['age', 'sex', 'race', 'native-country', 'relationship', 'marital-status'].some(
      (fixed) => before[fixed] !== after[fixed],
    ),
};

describe('the actionable policy', () => {
  it.each(['german', 'compas', 'adult'] as const)(
    'of %s tells nobody to do what nobody can',
    async (name) => {
      const loaded = await datasets[name].load();
      const dataset = prepareDataset(loaded, { seed: 0 });
      const [people] = await adviseDenied({
        dataset,
        policy: loaded.policies['actionable'],
        margins: [0.2],
        people: 60,
      });
      for (const { before, after } of people!)
        expect([after, impossible[name]!(before, after)]).toEqual([after, false]);
    },
    120_000,
  );
});
