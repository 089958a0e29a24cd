import { describe, expect, it } from 'vitest';
import type { FeatureSpec } from '../dataset/feature-spec.ts';
import { DatasetError } from '../internals/dataset-error.ts';
import { heavyTails } from './heavy-tails.ts';
import { fitFeatureSpace } from './fit-feature-space.ts';
import type { Table, TableColumn } from '../tables/table.ts';

const free = { immutable: false, direction: 'any' } as const;
const table: Table = {
  rows: 5,
  columns: {
    income: { kind: 'number', values: Float64Array.of(10, 20, 30, 40, 1000) },
    flat: { kind: 'number', values: Float64Array.of(7, 7, 7, 7, 7) },
    gap: { kind: 'number', values: Float64Array.of(1, NaN, 3, 2, NaN) },
    grade: { kind: 'level', levels: ['low', 'mid', 'high'], codes: Int32Array.of(0, 0, 0, 2, 1) },
    patchy: { kind: 'level', levels: ['low', 'mid', 'high'], codes: Int32Array.of(0, 0, 0, -1, 2) },
    job: {
      kind: 'level',
      levels: ['none', 'clerk', 'never-held', 'smith'],
      codes: Int32Array.of(1, 0, -1, 1, 3),
    },
  },
};
const trainRows = Int32Array.of(0, 1, 2, 3);
const fit = (...features: FeatureSpec[]) => fitFeatureSpace({ table, features, trainRows, sparsity: 2 });

describe('fitFeatureSpace', () => {
  it('standardises a numeric feature on the training rows alone', () => {
    const { features, width, sparsity } = fit({ name: 'income', kind: 'numeric', ...free });
    const deviation = Math.sqrt(125);
    expect(features[0]).toMatchObject({ start: 0, width: 1, offset: 25 });
    expect(features[0]!.scale).toBeCloseTo(deviation, 12);
    expect(features[0]!.lower).toBe(Math.fround(-15 / deviation));
    expect(features[0]!.upper).toBe(Math.fround(15 / deviation));
    expect({ width, sparsity }).toEqual({ width: 1, sparsity: 2 });
  });

  it('prefers documented bounds to the training range', () => {
    const { features } = fit({ name: 'income', kind: 'numeric', ...free, bounds: [0, 2000] });
    expect(features[0]!.lower * features[0]!.scale + 25).toBeCloseTo(0, 4);
    expect(features[0]!.upper * features[0]!.scale + 25).toBeCloseTo(2000, 3);
  });

  it.each<[string, Partial<FeatureSpec>, [number, number], number]>([
    ['the training range', { step: 7 }, [14, 35], 7],
    ['the bounds that are given', { step: 7, bounds: [0, 50] }, [0, 49], 7],
    ['bounds that are multiples up to rounding', { step: 0.1, bounds: [9.3, 10.7] }, [9.3, 10.7], 0.1],
    ['whole numbers', { integer: true, bounds: [0.5, 99.5] }, [1, 99], 1],
    ['a step beside whole numbers', { integer: true, step: 5, bounds: [-12, 12] }, [-10, 10], 5],
  ])('puts the bounds of a feature with a step on its grid: %s', (_, change, [lowest, highest], step) => {
    const feature = fit({ name: 'income', kind: 'numeric', ...free, ...change }).features[0]!;
    const encode = (n: number) => Math.fround((n * step - feature.offset) / feature.scale);
    expect(feature.step).toBe(step);
    expect(feature.lower).toBe(encode(Math.round(lowest / step)));
    expect(feature.upper).toBe(encode(Math.round(highest / step)));
  });

  it('leaves a range without a multiple of the step as it is', () => {
    const { lower, upper } = fit({ name: 'gap', kind: 'numeric', ...free, step: 5 }).features[0]!;
    const deviation = Math.sqrt(2 / 3);
    expect([lower, upper]).toEqual([Math.fround(-1 / deviation), Math.fround(1 / deviation)]);
  });

  it('says which columns are 1 for people without a value, whatever the kind', () => {
    const names = ['gap', 'patchy', 'job', 'income'] as const;
    const kinds = ['numeric', 'ordinal', 'categorical', 'numeric'] as const;
    const { features } = fit(...names.map((name, index) => ({ name, kind: kinds[index]!, ...free })));
    const absent = Object.fromEntries(features.map((feature) => [feature.name, feature.absentColumns]));
    // gap 0, its indicator 1–2, patchy 3, its indicator 4–5, job 6–9 of which the last is missing, income 10.
    expect(absent).toMatchObject({ gap: [2], patchy: [5], job: [9] });
    expect(absent['income']).toBeUndefined();
    expect(absent['gap (missing)']).toBeUndefined();
  });

  it.each<[string, FeatureSpec['kind'], TableColumn, string]>([
    ['number', 'numeric', { kind: 'number', values: Float64Array.of(7, 7, 7, 7, 7) }, 'it is "7"'],
    [
      'number but for test rows',
      'numeric',
      { kind: 'number', values: Float64Array.of(7, 7, 7, 7, 9) },
      'it is "7"',
    ],
    [
      'level',
      'categorical',
      { kind: 'level', levels: ['own', 'rent'], codes: Int32Array.of(1, 1, 1, 1, 1) },
      'it is "rent"',
    ],
    [
      'ordinal level but for test rows',
      'ordinal',
      { kind: 'level', levels: ['low', 'high'], codes: Int32Array.of(0, 0, 0, 0, 1) },
      'it is "low"',
    ],
    [
      'missing number',
      'numeric',
      { kind: 'number', values: Float64Array.of(NaN, NaN, NaN, NaN, 3) },
      'no training row has a value ((missing))',
    ],
    [
      'missing level',
      'categorical',
      { kind: 'level', levels: [], codes: Int32Array.of(-1, -1, -1, -1, -1) },
      'no training row has a value',
    ],
    [
      'code in place of a number',
      'numeric',
      {
        kind: 'number',
        values: Float64Array.of(NaN, NaN, NaN, NaN, 3),
        special: { labels: ['no file'], codes: Int32Array.of(0, 0, -1, 0, -1) },
      },
      'no training row has a value (no file, (missing))',
    ],
  ])('drops a feature that is the same %s for every training row, and says so', (_, kind, column, why) => {
    const features = [
      { name: 'income', kind: 'numeric', ...free },
      { name: 'same', kind, ...free },
    ] as const;
    const columns = { ...table.columns, same: column };
    const options = { table: { rows: 5, columns }, features, trainRows, sparsity: 1 };
    const space = fitFeatureSpace(options);
    expect(space.width).toBe(1);
    expect(space.dropped!['same']).toContain(`"same" is left out, since ${why}`);
    const relations = [{ kind: 'at-most', lower: 'income', upper: 'same' }] as const;
    expect(() => fitFeatureSpace({ ...options, relations })).toThrow(
      'a relation "at-most" names features that vary (got "same")',
    );
    expect(() => fitFeatureSpace({ ...options, features: features.slice(1) })).toThrow(
      'at least one feature varies',
    );
  });

  it('keeps a feature that is one value or missing, since that tells people apart', () => {
    const columns: Table['columns'] = { same: { kind: 'number', values: Float64Array.of(7, NaN, 7, 7, 7) } };
    const features = [{ name: 'same', kind: 'numeric', ...free }] as const;
    const space = fitFeatureSpace({ table: { rows: 5, columns }, features, trainRows, sparsity: 1 });
    expect(space.features[0]).toMatchObject({ offset: 7, scale: 1, lower: 0, upper: 0, absentColumns: [2] });
    expect(space.dropped).toBeUndefined();
  });

  it('gives each special code a column of its own meaning, for every kind', () => {
    const special = { labels: ['no file', 'refused', 'unused'], codes: Int32Array.of(-1, -1, -1, 1, 0) };
    const columns: Table['columns'] = {
      months: { kind: 'number', values: Float64Array.of(1, 3, NaN, NaN, NaN), special },
      grade: { kind: 'level', levels: ['low', 'high'], codes: Int32Array.of(0, 1, 1, -1, -1), special },
      job: { kind: 'level', levels: ['clerk', 'smith'], codes: Int32Array.of(0, 1, -1, -1, -1), special },
    };
    const features = [
      { name: 'months', kind: 'numeric', ...free },
      { name: 'grade', kind: 'ordinal', ...free },
      { name: 'job', kind: 'categorical', ...free },
    ] as const;
    const space = fitFeatureSpace({ table: { rows: 5, columns }, features, trainRows, sparsity: 1 });
    expect(
      space.features.map(({ name, start, categories, reachable, absentColumns }) => [
        name,
        start,
        categories,
        reachable,
        absentColumns,
      ]),
    ).toEqual([
      ['months', 0, undefined, undefined, [2, 3, 4]],
      [
        'months (missing)',
        1,
        ['known', '(missing)', 'no file', 'refused'],
        [true, false, false, false],
        undefined,
      ],
      ['grade', 5, undefined, undefined, [7, 8]],
      ['grade (missing)', 6, ['known', 'no file', 'refused'], [true, false, false], undefined],
      [
        'job',
        9,
        ['clerk', 'smith', '(missing)', 'no file', 'refused'],
        [true, true, false, false, false],
        [11, 12, 13],
      ],
    ]);
    expect(space.features[0]).toMatchObject({ offset: 2, scale: 1, substitute: 0 });
  });

  it('scales robustly by median and quartiles, and stays where people are', () => {
    // 1 … 1001 and one far value: quartiles of 1 002 values by linear interpolation.
    const values = Float64Array.from({ length: 1002 }, (_, row) => (row === 1001 ? 1e9 : row + 1));
    const columns: Table['columns'] = { ratio: { kind: 'number', values } };
    const spec = { name: 'ratio', kind: 'numeric', ...free } as const;
    const every = Int32Array.from(values, (_, row) => row);
    const fitWith = (change: Partial<FeatureSpec>) =>
      fitFeatureSpace({
        table: { rows: 1002, columns },
        features: [{ ...spec, ...change }],
        trainRows: every,
        sparsity: 1,
      }).features[0]!;
    const robust = fitWith({ scaling: 'robust' });
    expect(robust.offset).toBe(501.5);
    expect(robust.scale).toBeCloseTo(500.5 / 1.349, 9);
    expect(robust.lower * robust.scale + robust.offset).toBeCloseTo(1 + 0.005 * 1001, 3);
    expect(robust.upper * robust.scale + robust.offset).toBeCloseTo(1 + 0.995 * 1001, 3);
    const bounded = fitWith({ scaling: 'robust', bounds: [0, 5000] });
    expect(bounded.upper * bounded.scale + bounded.offset).toBeCloseTo(5000, 2);
    const table = { rows: 1002, columns };
    expect(heavyTails(table, [spec], every)).toEqual([
      expect.stringContaining(
        '"ratio" has a heavy tail: its median is 501.5, and a training row has 1000000000',
      ),
    ]);
    expect(heavyTails(table, [{ ...spec, scaling: 'robust' }], every)).toEqual([]);
    expect(heavyTails(table, [spec], every.subarray(0, 1001))).toEqual([]);
  });

  it('gives an ordinal feature its permitted encoded values in order', () => {
    const spec = { name: 'grade', kind: 'ordinal', immutable: false, direction: 'increase' } as const;
    const feature = fit({ ...spec, values: [1, 2, 4] }).features[0]!;
    expect(feature.values!.map((value) => value * feature.scale + feature.offset)).toEqual([
      expect.closeTo(1, 5),
      expect.closeTo(2, 5),
      expect.closeTo(4, 5),
    ]);
    expect(feature).toMatchObject({ labels: ['low', 'mid', 'high'], direction: 'increase', width: 1 });
    expect([feature.lower, feature.upper]).toEqual([feature.values![0], feature.values![2]]);
  });

  it('drops levels nobody holds, and marks categories seen outside training as unreachable', () => {
    const feature = fit({ name: 'job', kind: 'categorical', ...free }).features[0]!;
    expect(feature.categories).toEqual(['none', 'clerk', 'smith', '(missing)']);
    expect(feature.reachable).toEqual([true, true, false, false]);
    expect(feature).toMatchObject({ width: 4, offset: 0, scale: 1, lower: 0, upper: 1 });
  });

  it('adds an immutable indicator beside a numeric or ordinal feature with missing values', () => {
    const { features, width } = fit(
      { name: 'gap', kind: 'numeric', ...free },
      { name: 'patchy', kind: 'ordinal', ...free },
    );
    expect(features.map(({ name, start }) => [name, start])).toEqual([
      ['gap', 0],
      ['gap (missing)', 1],
      ['patchy', 3],
      ['patchy (missing)', 4],
    ]);
    expect(width).toBe(6);
    expect(features[0]).toMatchObject({ offset: 2, substitute: 0 });
    expect(features[1]).toMatchObject({
      immutable: true,
      indicates: 'gap',
      categories: ['known', '(missing)'],
    });
    expect(features[2]!.values).toContain(features[2]!.substitute);
  });

  it.each<[string, FeatureSpec]>([
    ['no column "nobody"', { name: 'nobody', kind: 'numeric', ...free }],
    ['a column of numbers', { name: 'job', kind: 'numeric', ...free }],
    ['a column of levels', { name: 'income', kind: 'categorical', ...free }],
    ['strictly ascending values', { name: 'grade', kind: 'ordinal', ...free, values: [1, 3, 2] }],
    ['step of "income" is a number above 0 (got 0)', { name: 'income', kind: 'numeric', ...free, step: 0 }],
    ['(got NaN)', { name: 'income', kind: 'numeric', ...free, step: NaN }],
    [
      'whole numbers (integer: true), so its step is one (got 0.5)',
      { name: 'income', kind: 'numeric', ...free, integer: true, step: 0.5 },
    ],
    [
      'bounds of "income" hold a multiple of its step 50 (got 1 to 40)',
      { name: 'income', kind: 'numeric', ...free, step: 50, bounds: [1, 40] },
    ],
    [
      '"grade" has levels (expected no step, got step 2)',
      { name: 'grade', kind: 'ordinal', ...free, step: 2 },
    ],
    ['"job" has levels', { name: 'job', kind: 'categorical', ...free, integer: true }],
    ['direction "any"', { name: 'job', kind: 'categorical', immutable: false, direction: 'increase' }],
  ])('refuses a spec that does not fit: %s', (message, spec) => {
    expect(() => fit(spec)).toThrow(DatasetError);
    expect(() => fit(spec)).toThrow(message);
  });

  it('refuses no training row, a column without training values, and a sparsity below 1', () => {
    const features: FeatureSpec[] = [{ name: 'gap', kind: 'numeric', ...free }];
    expect(() => fitFeatureSpace({ table, features, trainRows: new Int32Array(), sparsity: 1 })).toThrow(
      'training row',
    );
    expect(() => fitFeatureSpace({ table, features, trainRows: Int32Array.of(1), sparsity: 1 })).toThrow(
      '"gap"',
    );
    expect(() => fitFeatureSpace({ table, features, trainRows, sparsity: 0 })).toThrow('sparsity');
  });
});
