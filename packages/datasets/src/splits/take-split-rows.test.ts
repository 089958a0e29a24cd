import { expect, it } from 'vitest';
import { DatasetError } from '../internals/dataset-error.ts';
import { german } from '../sets/german/german.ts';
import { prepareDataset } from './prepare-dataset.ts';
import { takeSplitRows } from './take-split-rows.ts';

const { test, dataset, encoder } = prepareDataset(await german.load(), { seed: 0 });

it('takes rows in any order and with repeats, with all that is known of them', () => {
  const chosen = [7, 0, 7];
  const taken = takeSplitRows(test, chosen);
  const rows = Int32Array.from(chosen, (row) => test.rows[row]!);
  expect(taken.rows).toEqual(rows);
  expect(taken.x).toEqual(encoder.encodeTable(dataset.table, rows));
  expect([...taken.y]).toEqual([...rows].map((row) => dataset.y[row]));
  expect([...taken.subgroups['sex']!.codes]).toEqual(
    [...rows].map((row) => dataset.subgroups['sex']!.codes[row]),
  );
});

it('takes no row at all', () => {
  const none = takeSplitRows(test, []);
  expect([none.x.shape, none.x.data.length, none.y.length]).toEqual([[0, test.x.shape[1]], 0, 0]);
});

it.each([[-1], [300], [0.5], [NaN]])('refuses the position %d', (row) => {
  expect(() => takeSplitRows(test, [row])).toThrow(DatasetError);
});
