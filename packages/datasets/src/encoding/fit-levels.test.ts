import { expect, it } from 'vitest';
import { createEncoder, fitFeatureSpace, parsePeople, checkPolicy, DatasetError } from '../index.ts';

const people = parsePeople({
  csv: 'savings,age\nnone,20\nmuch,30\n,40\nsome,50',
  schema: {
    name: 'people',
    columns: {
      savings: {
        kind: 'ordinal',
        levels: ['none', 'few', 'some', 'much'],
        values: [0, 1, 2, 8],
        direction: 'increase',
      },
      age: { kind: 'numeric', integer: true },
    },
    sparsity: 1,
  },
});
const trainRows = Int32Array.of(0, 1, 2, 3);

it('encodes levels in order one by one where asked, with their numbers beside them', () => {
  const space = fitFeatureSpace({ ...people, trainRows, oneHot: ['savings'] });
  expect(space.features[0]).toMatchObject({
    ...{ kind: 'categorical', categories: ['none', 'some', 'much', '(missing)'] },
    ...{ ranks: [0, 2, 8], direction: 'increase', unheld: ['few'], absentColumns: [3] },
  });
  const encoder = createEncoder(space);
  const matrix = encoder.encodeTable(people.table);
  expect([...matrix.data.subarray(0, 5)].slice(0, 4)).toEqual([1, 0, 0, 0]);
  expect(encoder.decodeRows(matrix).map(({ savings }) => savings)).toEqual(['none', 'much', null, 'some']);
});

it('leaves every other feature and set as it is', () => {
  expect(fitFeatureSpace({ ...people, trainRows, oneHot: [] })).toEqual(
    fitFeatureSpace({ ...people, trainRows }),
  );
});

it('has rules of policies be those of an ordinal feature', () => {
  const space = fitFeatureSpace({ ...people, trainRows, oneHot: ['savings'] });
  const policy = { name: 'mine', description: 'mine' };
  checkPolicy({ ...policy, features: { savings: { direction: 'any', maxChange: { amount: 2 } } } }, space);
  expect(() =>
    checkPolicy({ ...policy, features: { savings: { maxChange: { percent: 2 } } } }, space),
  ).toThrow(DatasetError);
});
