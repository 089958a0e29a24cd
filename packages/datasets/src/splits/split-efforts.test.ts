import { expect, it } from 'vitest';
import { parseCsvDataset } from '../csv/parse-csv-dataset.ts';
import { shifts } from '../shifts/shifts.ts';
import { prepareDataset } from './prepare-dataset.ts';
import { takeSplitRows } from './take-split-rows.ts';

/** Every third person says nothing of how hard more income is; the others say the number of their row and one. */
const csv = [
  'income,same,hard,ok',
  ...Array.from({ length: 90 }, (_, row) => `${row},7,${row % 3 ? row + 1 : ''},${row % 2 ? 'y' : 'n'}`),
].join('\n');
const schema = (effort: string) =>
  `name: own\nlabel: { column: ok, favourable: y }\nsparsity: 1\ncolumns:\n  income: { kind: numeric${effort} }\n` +
  `  same: { kind: numeric, effort: hard }\n  hard: { kind: numeric, input: false }\n`;
const prepare = (effort = ', effort: hard') =>
  prepareDataset(parseCsvDataset({ csv, schema: schema(effort) }), { seed: 0 });
const expected = (row: number) => (row % 3 ? { income: row + 1 } : {});

it('tells of each row of every part how hard changes are, for features that have a column', () => {
  const { train, validation, test } = prepare();
  for (const { rows, efforts } of [train, validation, test]) {
    expect(efforts).toEqual(Array.from(rows, expected));
  }
});

it('goes with the rows where some are taken, and where they are drawn again', () => {
  const { test, featureSpace } = prepare();
  const taken = takeSplitRows(test, [3, 0, 3]);
  expect(taken.efforts).toEqual(Array.from(taken.rows, expected));
  for (const kind of ['target-imbalance', 'feature-noise'] as const) {
    const shifted = shifts[kind].apply(test, { strength: 0.3, seed: 1, featureSpace });
    expect(shifted.efforts).toEqual(Array.from(shifted.rows, expected));
  }
});

it('is absent where no column says it of a feature that has one', () => {
  expect(prepare('').test).not.toHaveProperty('efforts');
});
