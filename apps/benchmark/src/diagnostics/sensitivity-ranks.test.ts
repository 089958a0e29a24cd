import { expect, it } from 'vitest';
import { sensitivities } from '@cfq/bit-allocation';
import { sensitivityRanksSchema } from '../cells/diagnostics/sensitivity-ranks-schema.ts';
import { smallStudy } from '../testing/small-study.ts';
import { sensitivityRanks } from './sensitivity-ranks.ts';

it('ranks every sensitivity against what rounding the teacher loses, the same twice', async () => {
  const small = await smallStudy(2);
  const [count] = small.x.shape as [number];
  const train = {
    x: { data: Float32Array.from(small.x.data), shape: small.x.shape as [number, number] },
    y: Int32Array.from({ length: count }, (_, row) => row % 2),
    ...{ rows: Int32Array.from({ length: count }, (_, row) => row), subgroups: {} },
  };
  const study = { ...small, split: { train } };
  const found = sensitivityRanksSchema.parse(await sensitivityRanks(study, { schedules: 12 }));
  expect(found.sensitivities.map(({ name }) => name)).toEqual(Object.keys(sensitivities));
  expect(found).toMatchObject({ candidates: [2, 3, 4, 8], n: { single: 12, schedules: 12 } });
  const promises = Array.from(study.evaluated.actions[study.margins.indexOf(found.kappa)]!.valid);
  expect(found.n.promises).toBe(promises.filter((valid) => valid === 1).length);
  expect(found.n.nearMisses).toBeGreaterThan(0);
  expect(await sensitivityRanks(study, { schedules: 12 })).toEqual(found);
});
