import { datasets, prepareDataset } from '@cfq/datasets';
import { beforeAll, describe, expect, it } from 'vitest';
import { evaluatedRows } from './evaluated-rows.ts';

describe('evaluatedRows', () => {
  const all = { rows: 'test', shift: null, seed: 3, sample: undefined } as const;
  let prepared: Awaited<ReturnType<typeof prepare>>;
  const prepare = async () => prepareDataset(await datasets.german.load(), { seed: 3 });
  beforeAll(async () => {
    prepared = await prepare();
  });

  it('are all of a part, or a sample of it that the seed draws, in their order', () => {
    expect(evaluatedRows(prepared, all)).toBe(prepared.test);
    expect(evaluatedRows(prepared, { ...all, sample: 10_000 })).toBe(prepared.test);
    const some = evaluatedRows(prepared, { ...all, sample: 50 });
    expect(some.x.shape).toEqual([50, prepared.featureSpace.width]);
    expect([...some.rows]).toEqual([...some.rows].sort((one, other) => one - other));
    expect([...prepared.test.rows]).toEqual(expect.arrayContaining([...some.rows]));
    expect(evaluatedRows(prepared, { ...all, sample: 50 })).toEqual(some);
    expect(evaluatedRows(prepared, { ...all, seed: 4, sample: 50 }).rows).not.toEqual(some.rows);
    const place = prepared.test.rows.indexOf(some.rows[0]!);
    expect(some.y[0]).toBe(prepared.test.y[place]);
  });

  it('are shifted after they are drawn', () => {
    const shift = { kind: 'feature-noise', strength: 0.1 } as const;
    const [plain, noisy] = [null, shift].map((one) =>
      evaluatedRows(prepared, { ...all, shift: one, sample: 20 }),
    );
    expect(noisy!.rows).toEqual(plain!.rows);
    expect(noisy!.x.data).not.toEqual(plain!.x.data);
  });
});
