import { expect, it } from 'vitest';
import { roughnessSchema } from '../cells/diagnostics/roughness-schema.ts';
import { smallMargin, smallStudy } from '../testing/small-study.ts';
import { roughness } from './roughness.ts';

it('says what plain loops say of the way of each action, and of a sample the same twice', async () => {
  const study = await smallStudy(2);
  const validation = {
    x: { data: Float32Array.from(study.x.data), shape: study.x.shape as [number, number] },
    ...{ y: new Int32Array(120), rows: Int32Array.from(Array(120).keys()), subgroups: {} },
  };
  const context = { ...study, split: { validation } };
  const found = roughnessSchema.parse(await roughness(context, { people: 1000 }));
  const { valid, delta } = study.evaluated.actions[1]!;
  const rows = [...valid.keys()].filter((row) => valid[row] === 1);
  expect(found.n).toEqual({ promises: rows.length, sampled: rows.length });
  const margin = (row: number, share: number): number =>
    smallMargin(
      study.teacher.parameters,
      Array.from({ length: 5 }, (_, at) => {
        const place = 5 * row + at;
        return study.evaluated.denied.data[place]! + share * delta.data[place]!;
      }),
    );
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const bends = rows.map((row) =>
    sum(
      Array.from({ length: 15 }, (_, at) =>
        Math.abs(margin(row, (at + 2) / 16) - 2 * margin(row, (at + 1) / 16) + margin(row, at / 16)),
      ),
    ),
  );
  const rises = rows.map((row) => Math.abs(margin(row, 1) - margin(row, 0)));
  expect(found.bend).toBeCloseTo((16 * sum(bends)) / rows.length, 6);
  expect(found.relativeBend).toBeCloseTo((16 * sum(bends)) / sum(rises), 6);
  expect(found.flips).toBeGreaterThan(0);
  const some = await roughness(context, { people: 5 });
  expect(some.n.sampled).toBe(5);
  expect(await roughness(context, { people: 5 })).toEqual(some);
});

it('knows nothing of ways where nobody has an action', async () => {
  const study = await smallStudy(2);
  const actions = study.evaluated.actions.map((one) => ({ ...one, valid: one.valid.map(() => 0) }));
  const validation = {
    ...{ x: study.x as never, y: new Int32Array(120) },
    rows: new Int32Array(120),
    subgroups: {},
  };
  const found = await roughness(
    { ...study, evaluated: { ...study.evaluated, actions }, split: { validation } },
    { people: 10 },
  );
  expect(found).toMatchObject({ slope: null, bend: null, relativeBend: null, flips: null });
  expect(found.spread).toBeGreaterThan(0);
});
