import { expect, it } from 'vitest';
import { describeTable } from '../dataset/describe-table.ts';
import { prepareDataset } from '../splits/prepare-dataset.ts';
import { parseCsvDataset } from './parse-csv-dataset.ts';

const csv = ['income,ok', ...Array.from({ length: 60 }, (_, row) => `${row},${row % 2 ? 'y' : 'n'}`)].join(
  '\n',
);
const parse = (more: string) =>
  parseCsvDataset({
    csv,
    schema: `name: own\nlabel: { column: ok, favourable: y }\nsparsity: 1\ncolumns: { income: { kind: numeric } }\n${more}`,
    schemaFile: 'own.yaml',
  });

it('stands at the root of a schema, and goes into the feature space', () => {
  const plausibility = { kind: 'distance', neighbours: 3, limit: 0.5 };
  const dataset = parse('plausibility: { kind: distance, neighbours: 3, limit: 0.5 }\n');
  expect(dataset.plausibility).toEqual(plausibility);
  expect(prepareDataset(dataset, { seed: 0 }).featureSpace.plausibility).toEqual(plausibility);
  const { table, features, label, sparsity, split } = dataset;
  const described = describeTable(table, {
    ...{ features, label, sparsity, split, subgroups: () => ({}) },
    ...(dataset.plausibility && { plausibility: dataset.plausibility }),
  });
  expect(described.plausibility).toEqual(plausibility);
});

it('is absent where a schema says nothing', () => {
  expect(parse('')).not.toHaveProperty('plausibility');
  expect(prepareDataset(parse(''), { seed: 0 }).featureSpace).not.toHaveProperty('plausibility');
});

it.each([
  [
    'own.yaml: line 6, plausibility.kind: expected one of',
    'plausibility:\n  kind: density\n  neighbours: 1\n  limit: 1\n',
  ],
  ['plausibility.limit', 'plausibility: { kind: distance, neighbours: 1, limit: 0 }\n'],
  ['did you mean "limit"?', 'plausibility: { kind: distance, neighbours: 1, limits: 1 }\n'],
])('is refused with its line where it is wrong: %s', (message, text) => {
  expect(() => parse(text)).toThrow(message);
});
