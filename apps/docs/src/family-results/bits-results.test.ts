import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { bitsResults, fewestBits } from './bits-results.ts';
import { familyRows } from './family-rows.ts';
import { shownBits } from './shown-bits.ts';

const columns =
  'dataset,method,variant,budget_bits,seed,kappa,accuracy_teacher,accuracy_student,agreement,acceptance_drift,validity_drop,near_miss_fidelity,counterfactual_recourse_gap_median,average_bits,packed_bytes';
/** One seed: agreement, drift and near misses; the rest is as it should be. */
const seed = (at: string, agreement: number, drift: number, nearMiss: number | '', bytes: number): string =>
  `${at},0.2,0.75,0.75,${agreement},${drift},0,${nearMiss},0,2.5,${bytes}`;

const rows = bitsResults(
  familyRows(
    [
      columns,
      seed('german,kd,actions=literature,4,0', 0.99, 0, 0.99, 100),
      seed('german,kd,actions=literature,3,0', 0.99, 0.02, 0.99, 100),
      seed('german,cfq-faithful,actions=literature,4,0', 1, 0, 1, 100),
      seed('german,cfq-faithful,actions=literature,3,0', 1, 0.004, 0.9, 100),
      seed('german,cfq-faithful,actions=literature,3,1', 1, -0.004, 1, 300),
      'german,cfq-faithful,actions=literature,3,1,0,0.75,0.2,0,0,1,0,1,3,0',
      seed('german,cfq-faithful,"actions=literature, allocator=uniform",2,0', 1, 0.02, '', 50),
      seed('german,cfq-faithful,"actions=literature, allocator=uniform",2,1', 1, -0.02, '', 50),
    ].join('\n'),
  ),
);

it('a row a method and budget, in the order of the catalogue: means over seeds at κ = 0.2', () => {
  expect(
    rows.map(({ method, budgetBits, bytes, seeds, isFaithful }) => [
      ...[method, budgetBits, bytes, seeds, isFaithful],
    ]),
  ).toEqual([
    ['kd', 3, 100, 1, false],
    ['kd', 4, 100, 1, false],
    ['cfq-faithful', 3, 200, 2, true],
    ['cfq-faithful', 4, 100, 1, true],
    ['cfq-faithful (uniform bits)', 2, 50, 2, false],
  ]);
});

it('the fewest bits are those of the smallest budget that meets all; else the budget that meets most is the closest', () => {
  expect(
    fewestBits(rows).map(({ method, faithful, closest }) => [
      ...[method, faithful?.budgetBits ?? null, closest.budgetBits],
    ]),
  ).toEqual([
    ['kd', null, 4],
    ['cfq-faithful', 3, 3],
    ['cfq-faithful (uniform bits)', null, 2],
  ]);
});

it('a target that is defined for no seed is none that is missed', () => {
  const { targets } = rows.at(-1)!;
  expect(targets.find(({ aggregate }) => aggregate === 'nearMissFidelity')).toMatchObject({ met: undefined });
  // Opposite drifts of two points do not cancel.
  expect(targets.find(({ aggregate }) => aggregate === 'acceptanceDrift')).toMatchObject({ met: false });
});

it('the page says what the report says', async () => {
  const { fewest, rows: measured } = (await shownBits())!;
  const bitsOf = (method: string): Record<string, number | null> =>
    Object.fromEntries(
      fewest
        .filter((one) => one.method === method)
        .map(({ dataset, faithful }) => [dataset, faithful && Math.round(2 * faithful.bits) / 2]),
    );
  expect(bitsOf('cfq-faithful')).toEqual({ german: 4, compas: 2.5, adult: 4 });
  expect(bitsOf('kd')).toEqual({ german: null, compas: 4, adult: 6 });
  expect(bitsOf('lsq')).toEqual({ german: null, compas: null, adult: null });
  const page = await readFile(new URL('../../how-many-bits.md', import.meta.url), 'utf8');
  const atFewest = (dataset: string): [string, string][] =>
    measured
      .find((row) => row.dataset === dataset && row.method === 'cfq-faithful' && row.budgetBits === 2.5)!
      .targets.flatMap(({ aggregate, met, measured: value }) => (met === false ? [[aggregate, value]] : []));
  expect(atFewest('german')).toEqual([['nearMissFidelity', expect.stringMatching(/^0\.885/)]]);
  expect(atFewest('adult')).toEqual([
    ['agreement', expect.stringMatching(/^99\.1/)],
    ['acceptanceDrift', expect.stringMatching(/^0\.55/)],
    ['validityDrop', expect.stringMatching(/^0\.0758/)],
  ]);
  expect(page).toContain('near misses (0.885 for 0.95)');
  expect(page).toContain(
    'agreement (99.1 %), approval rate (0.55 points) and promises (7.6 % broken for 1 %)',
  );
});
