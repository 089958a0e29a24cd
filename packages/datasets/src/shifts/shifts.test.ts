import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DatasetError } from '../internals/dataset-error.ts';
import { datasets } from '../sets/datasets.ts';
import { prepareDataset } from '../splits/prepare-dataset.ts';
import type { Split } from '../splits/split.ts';
import { parseCsvDataset } from '../csv/parse-csv-dataset.ts';
import { shifts, type ShiftName } from './shifts.ts';

const german = prepareDataset(await datasets.german.load(), { seed: 0 });
const compas = prepareDataset(await datasets.compas.load(), { seed: 0 });
const { featureSpace } = german;
const share = (values: Int32Array, wanted: number) =>
  values.filter((value) => value === wanted).length / values.length;
const row = ({ x }: Split, index: number) =>
  x.data.subarray(index * x.shape[1], (index + 1) * x.shape[1]).join();

describe.each(Object.entries(shifts))('%s', (name, shift) => {
  it('goes by its name', () => expect(shift.name).toBe(name));

  it('changes nothing at strength 0, whatever the seed, and never its input', () => {
    const before = structuredClone(german.test);
    for (const seed of [0, 7])
      expect(shift.apply(german.test, { strength: 0, seed, featureSpace })).toEqual(before);
    shift.apply(german.test, { strength: 1, seed: 1, featureSpace });
    expect(german.test).toEqual(before);
  });

  it('is the same, bit for bit, for the same seed, and another for another', () => {
    const at = (seed: number) => shift.apply(german.test, { strength: 0.5, seed, featureSpace });
    expect(at(3)).toEqual(at(3));
    expect(at(3).x.data).not.toEqual(at(4).x.data);
  });

  it('keeps the number of rows, and label and subgroups with their person', () => {
    const { dataset } = german;
    const shifted = shift.apply(german.test, { strength: 0.8, seed: 2, featureSpace });
    expect(shifted.x.shape).toEqual([300, featureSpace.width]);
    expect([shifted.y.length, shifted.rows.length]).toEqual([300, 300]);
    const persons = new Set(german.test.rows);
    shifted.rows.forEach((person, index) => {
      expect(persons.has(person)).toBe(true);
      expect(person).toBeGreaterThanOrEqual(shifted.rows[index - 1] ?? 0);
      expect(shifted.y[index]).toBe(dataset.y[person]);
      for (const [key, { codes }] of Object.entries(shifted.subgroups))
        expect(codes[index]).toBe(dataset.subgroups[key]!.codes[person]);
    });
  });

  it('refuses a negative strength, unknown options and a space of another width', () => {
    const good = { strength: 1, seed: 0, featureSpace };
    for (const strength of [-1, NaN, Infinity])
      expect(() => shift.apply(german.test, { ...good, strength })).toThrow('strength is a number ≥ 0');
    expect(() => shift.apply(german.test, { ...good, amount: 1 } as typeof good)).toThrow('unknown option');
    expect(() => shift.apply(compas.test, good)).toThrow('expected 57 columns, got 15');
    expect(() => shift.apply(german.test, { ...good, seed: -1 })).toThrow(DatasetError);
  });
});

describe('feature-noise', () => {
  const noisy = (strength: number, seed = 5) =>
    shifts['feature-noise'].apply(german.train, { strength, seed, featureSpace });

  it('moves unbounded columns by a normal of that deviation', () => {
    const space = {
      ...featureSpace,
      features: featureSpace.features.map((f) => ({ ...f, lower: -99, upper: 99 })),
    };
    const { x } = shifts['feature-noise'].apply(german.train, {
      strength: 0.3,
      seed: 1,
      featureSpace: space,
    });
    const columns = space.features.filter(({ kind }) => kind === 'numeric').map(({ start }) => start);
    const moves = columns.flatMap((column) =>
      Array.from(german.train.rows, (_, i) => {
        const at = i * x.shape[1] + column;
        return x.data[at]! - german.train.x.data[at]!;
      }),
    );
    const mean = moves.reduce((a, b) => a + b) / moves.length;
    const deviation = Math.sqrt(moves.reduce((sum, move) => sum + (move - mean) ** 2, 0) / moves.length);
    // 1785 draws: five standard errors.
    expect(Math.abs(mean)).toBeLessThan((5 * 0.3) / Math.sqrt(moves.length));
    expect(Math.abs(deviation - 0.3)).toBeLessThan((5 * 0.3) / Math.sqrt(2 * moves.length));
    expect(moves.filter((move) => Math.abs(move) > 0.6).length / moves.length).toBeCloseTo(0.0455, 1);
  });

  it('stays inside bounds, on the grids of ordinals and steps and in whole category groups at any strength', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 30, noNaN: true }), fc.nat(), (strength, seed) => {
        const { x } = shifts['feature-noise'].apply(german.test, { strength, seed, featureSpace });
        for (let i = 0; i < x.shape[0]; i++) {
          for (const feature of featureSpace.features) {
            const { kind, start, width, lower, upper, values, step = NaN, offset, scale } = feature;
            const held = x.data.subarray(i * x.shape[1] + start, i * x.shape[1] + start + width);
            if (kind === 'categorical') {
              expect(held.filter((entry) => entry === 1).length).toBe(1);
              expect(held.filter((entry) => entry === 0).length).toBe(width - 1);
            } else if (values !== undefined) expect(values).toContain(held[0]);
            else {
              expect(held[0]! >= lower && held[0]! <= upper).toBe(true);
              const n = Math.round((held[0]! * scale + offset) / step);
              expect(held[0]).toBe(Math.fround((n * step - offset) / scale));
            }
          }
        }
      }),
      { numRuns: 10 },
    );
  });

  it('leaves a number beyond its bounds room up to where it stands', () => {
    const features = featureSpace.features.map((f) =>
      f.kind === 'numeric' ? { ...f, lower: 9, upper: 10 } : f,
    );
    const space = { ...featureSpace, features };
    const { x } = shifts['feature-noise'].apply(german.test, { strength: 40, seed: 1, featureSpace: space });
    const { start } = features.find(({ name }) => name === 'duration')!;
    german.test.rows.forEach((_, i) => {
      const [from, to] = [german.test.x, x].map(({ data }) => data[i * x.shape[1] + start]!);
      expect(to! >= from! && to! <= 10).toBe(true);
    });
  });

  it('changes free categories as often as a normal exceeds one, and immutable ones never', () => {
    const changed = (strength: number, immutable: boolean) => {
      const { x } = noisy(strength);
      const groups = featureSpace.features.filter(
        (f) => f.kind === 'categorical' && f.immutable === immutable,
      );
      const flags = groups.flatMap(({ start, width }) =>
        Array.from(german.train.rows, (_, i) => {
          const at = i * x.shape[1] + start;
          return (
            x.data.subarray(at, at + width).join() !== german.train.x.data.subarray(at, at + width).join()
          );
        }),
      );
      return flags.filter(Boolean).length / flags.length;
    };
    expect(changed(0.5, false)).toBeCloseTo(0.0455, 1.5);
    expect(changed(1, false)).toBeCloseTo(0.3173, 1.5);
    expect(changed(0.1, false)).toBe(0);
    expect(changed(3, true)).toBe(0);
  });

  it('leaves missing values missing', () => {
    const lines = Array.from(
      { length: 60 },
      (_, i) => `${i % 4 ? i : ''},${i % 5 ? 'ab'[i % 2] : ''},${i % 2}`,
    );
    const dataset = parseCsvDataset({
      csv: ['age,job,ok', ...lines].join('\n'),
      schema: JSON.stringify({
        name: 'holes',
        label: { column: 'ok', favourable: '1' },
        columns: { age: { kind: 'numeric' }, job: { kind: 'categorical' } },
        sparsity: 1,
      }),
    });
    const { train, encoder, featureSpace: space } = prepareDataset(dataset, { seed: 0 });
    const shifted = shifts['feature-noise'].apply(train, { strength: 20, seed: 0, featureSpace: space });
    const after = encoder.decodeRows(shifted.x);
    const holes = (rows: typeof after, column: string) => rows.map((one) => one[column] === null);
    const before = encoder.decodeRows(train.x);
    for (const column of ['age', 'job']) {
      expect(holes(after, column)).toEqual(holes(before, column));
      expect(holes(after, column)).toContain(true);
    }
    const { start } = space.features[0]!;
    train.rows.forEach((_, i) => {
      if (before[i]!['age'] !== null) return;
      expect(shifted.x.data[i * space.width + start]).toBe(train.x.data[i * space.width + start]);
    });
  });
});

describe('the resampling shifts', () => {
  const sizes = fc.record({ strength: fc.double({ min: 0, max: 2, noNaN: true }), seed: fc.nat() });

  it('group-reweight gives the second largest race the stated share', () => {
    const { codes, levels } = compas.test.subgroups['race']!;
    const counts = levels.map((_, code) => codes.filter((held) => held === code).length);
    const group = counts.indexOf([...counts].sort((a, b) => b - a)[1]!);
    expect(levels[group]).toBe('Caucasian');
    for (const strength of [0.5, 1, 4]) {
      const shifted = shifts['group-reweight'].apply(compas.test, {
        strength,
        seed: 1,
        featureSpace: compas.featureSpace,
      });
      const odds = (2 ** strength * counts[group]!) / (codes.length - counts[group]!);
      const after = shifted.subgroups['race']!.codes.filter((held) => held === group).length;
      expect(after).toBe(Math.round((codes.length * odds) / (1 + odds)));
    }
  });

  it('target-imbalance halves the odds of the rarer label a unit, on either side of one half', () => {
    for (const { split, rarer, space } of [
      { split: german.test, rarer: 0, space: featureSpace },
      { split: compas.test, rarer: 0, space: compas.featureSpace },
      {
        split: { ...german.test, y: german.test.y.map((label) => 1 - label) },
        rarer: 1,
        space: featureSpace,
      },
    ]) {
      const p = share(split.y, rarer);
      const shifted = shifts['target-imbalance'].apply(split, { strength: 1, seed: 0, featureSpace: space });
      expect(share(shifted.y, rarer) * split.y.length).toBe(
        Math.round((split.y.length * p) / (p + 2 * (1 - p))),
      );
    }
  });

  it('keep every row of a growing side, and repeat rows of one side equally often, up to one', () => {
    const names: ShiftName[] = ['group-reweight', 'target-imbalance'];
    fc.assert(
      fc.property(fc.constantFrom(...names), sizes, (name, { strength, seed }) => {
        const shifted = shifts[name].apply(german.test, { strength, seed, featureSpace });
        const sideOf =
          name === 'target-imbalance'
            ? (person: number) => german.dataset.y[person] === 0
            : (person: number) =>
                german.dataset.subgroups['sex']!.levels[german.dataset.subgroups['sex']!.codes[person]!] ===
                'female';
        for (const side of [true, false]) {
          const times = [...german.test.rows]
            .filter((person) => sideOf(person) === side)
            .map((person) => shifted.rows.filter((drawn) => drawn === person).length);
          expect(Math.max(...times) - Math.min(...times)).toBeLessThanOrEqual(1);
        }
        for (const index of [0, 150, 299])
          expect(row(shifted, index)).toBe(row(german.test, german.test.rows.indexOf(shifted.rows[index]!)));
      }),
      { numRuns: 20 },
    );
  });

  it('say so where a side would have no row, and where there is no subgroup', () => {
    const options = { strength: 60, seed: 0, featureSpace };
    expect(() => shifts['target-imbalance'].apply(german.test, options)).toThrow('rows remain on both sides');
    expect(() => shifts['group-reweight'].apply(german.test, options)).toThrow('Choose a smaller strength');
    expect(() => shifts['group-reweight'].apply({ ...german.test, subgroups: {} }, options)).toThrow(
      'the data set has no subgroup',
    );
  });
});
