import { fitFeatureSpace, parsePeople, createEncoder, type FeatureRule } from '@cfq/datasets';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { actionSetFromFeatureSpace, permittedRange } from '../index.ts';
import { permittedRows } from './permitted-rows.ts';

const levels = ['a', 'b', 'c', 'd', 'e'];
const values = [0, 1, 3, 4, 9];
const people = parsePeople({
  csv: ['level,age', ...levels.map((level, row) => `${level},${row}`)].join('\n'),
  schema: {
    name: 'people',
    columns: { level: { kind: 'ordinal', levels, values }, age: { kind: 'numeric' } },
    sparsity: 1,
  },
});
const trainRows = Int32Array.from(levels.keys());
const [ordinal, oneByOne] = [[], ['level']].map((oneHot) =>
  fitFeatureSpace({ ...people, trainRows, oneHot }),
);

const rule: fc.Arbitrary<FeatureRule> = fc.record(
  {
    direction: fc.constantFrom('any' as const, 'increase' as const, 'decrease' as const),
    maxChange: fc.constantFrom({ amount: 1 }, { amount: 2 }, { amount: 5 }),
    bounds: fc.constantFrom([1, null] as const, [null, 4] as const, [0, 3] as const),
    to: fc.constantFrom(['b', 'c', 'd'], ['a', 'e']),
  },
  { requiredKeys: [] },
);

it('lets people go to the levels that they may go to where levels are one number', () => {
  fc.assert(
    fc.property(rule, (stated) => {
      const policy = { name: 'p', description: 'p', features: { level: stated } };
      const numbers = actionSetFromFeatureSpace(ordinal!, policy);
      const groups = actionSetFromFeatureSpace(oneByOne!, policy);
      const [one, group] = [numbers.features[0]!, groups.features[0]!];
      const x = createEncoder(oneByOne!).encodeTable(people.table).data;
      const { highest } = permittedRows(x, groups);
      const named = one.targets ?? [...levels.keys()];
      levels.forEach((_, from) => {
        const own = Math.fround(one.values![from]!);
        const [low, high] = permittedRange(one, own);
        const expected = levels.map((__, to) => {
          const value = Math.fround(one.values![to]!);
          // A cap that ends at a level is as wide as float32 has it.
          return to === from || (named.includes(to) && value >= low - 1e-6 && value <= high + 1e-6);
        });
        const at = from * groups.width + group.start;
        expect(Array.from(highest.subarray(at, at + levels.length), (value) => value === 1)).toEqual(
          expected,
        );
      });
    }),
  );
});
