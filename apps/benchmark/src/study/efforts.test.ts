import { parseCsvDataset } from '@cfq/datasets';
import { createCompileScope } from '@cfq/jit';
import { cost, effortWeights } from '@cfq/recourse';
import { expect, it } from 'vitest';
import { sharedKeyOf } from '../cells/shared-key.ts';
import { provenCosts } from '../diagnostics/proven-costs.ts';
import { ownParts } from '../plugins/parts.ts';
import { memorySharedStore } from '../store/memory-shared-store.ts';
import { sampleSettings } from '../testing/sample-cell.ts';
import { prepareTeacher } from './prepare-teacher.ts';

/** Applicants who need income and savings alike; to every second one savings are thirty times as hard. */
const rows = Array.from({ length: 240 }, (_, row) => {
  const [income, savings] = [(row * 37) % 101, (row * 59) % 97];
  return `${income},${savings},${row % 2 ? '' : 30},${income + savings > 95 ? 'yes' : 'no'}`;
});
const dataset = parseCsvDataset({
  csv: ['income,savings,hard,paid', ...rows].join('\n'),
  schema:
    'name: own\nlabel: { column: paid, favourable: yes }\nsparsity: 2\ncolumns:\n  income: { kind: numeric }\n' +
    '  savings: { kind: numeric, effort: hard }\n  hard: { kind: numeric, input: false }\n',
});

it('the evaluation, and what is proven of it, cost people what changes cost them', async () => {
  const settings = sampleSettings({ dataset: 'own', actions: 'schema', backbone: 'logistic' });
  await using scope = createCompileScope();
  const { signal } = new AbortController();
  const prepared = await prepareTeacher({
    ...{ dataset, settings, source: 'own', threads: 1, scope, signal },
    key: sharedKeyOf(settings, () => 'standard'),
    parts: ownParts,
    shared: memorySharedStore(),
    stage: () => undefined,
    onTiming: () => undefined,
  });
  const { evaluated, actionSet, evaluation, rows: part, teacher } = prepared;
  const people = Array.from(evaluated.population, (row) => part.rows[row]!);
  const efforts = effortWeights(
    people.map((row): Record<string, number> => (row % 2 ? {} : { savings: 30 })),
    actionSet,
  );
  const [{ delta, cost: costs, valid }] = evaluated.actions as [(typeof evaluated.actions)[number]];
  const paid = cost(delta, actionSet, { norm: 'l1' }, efforts);
  const solved = [...people.keys()].filter((at) => valid[at] === 1);
  expect(solved.length).toBeGreaterThan(15);
  for (const at of solved) expect(costs[at]).toBeCloseTo(paid[at]!, 4);
  const saves = (rest: number) =>
    solved.filter((at) => people[at]! % 2 === rest && delta.data[2 * at + 1] !== 0).length;
  // Whom savings are hard to has to save only where no income is enough.
  expect(saves(0)).toBeLessThan(solved.length / 10);
  expect(saves(1)).toBeGreaterThan(0);
  const proven = await provenCosts(
    {
      ...{ teacher, evaluated, actionSet, scope, signal },
      ...{ cost: prepared.cost, efforts: evaluation.efforts, margins: [0], seed: 0 },
    },
    10,
  );
  const [{ cost: least, outcome }] = proven.byMargin as [(typeof proven.byMargin)[number]];
  proven.rows.forEach((at, index) => {
    if (outcome[index] === 'optimal') expect(costs[at]).toBeCloseTo(least[index]!, 2);
  });
});
