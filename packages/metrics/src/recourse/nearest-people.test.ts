import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  localOutlierFactor,
  localOutlierFactors,
  neighbourDistance,
  outlierShare,
  yNearestNeighbours,
} from './index.ts';

const value = (row: number, column: number, table: number) =>
  (((row * 7919 * (row + 3) + column * 104729 * (row + 1) + table * 1299709) % 100003) / 100003) * 4 - 2;
const table = (rows: number, of: (row: number, column: number) => number) => ({
  data: Float64Array.from({ length: 3 * rows }, (_, at) => of(Math.floor(at / 3), at % 3)),
  shape: [rows, 3],
});
const reference = table(40, (row, column) => value(row, column, 1));
const points = table(6, (row, column) => value(row, column, 2) * (1 + row / 4));
const referencePrediction = Array.from({ length: 40 }, (_, row) => Number((row * 13) % 5 < 2));
const all = { valid: [1, 1, 1, 1, 1, 1], points, reference };
const one = (row: number) => ({ ...all, valid: all.valid.map((_, other) => Number(other === row)) });
const rows = [0, 1, 2, 3, 4, 5];

// What scikit-learn 1.9.1 says of the same points: NearestNeighbors, LocalOutlierFactor(novelty=True).
const byScikitLearn = {
  yNearest: [0.2, 0.2, 0.4, 0.6, 0.4, 0.4],
  distance: [
    1.827877137657545, 0.676079479944, 2.2874243960539467, 1.0339768645405722, 1.3595024118640016,
    2.11863988786825,
  ],
  outlier5: [
    1.2532721183587843, 0.9914329095946997, 1.8127124586416894, 1.1633177643245762, 1.2987240642454692,
    1.909901623425546,
  ],
  outlier20: [
    1.392028481300512, 0.9856380257273978, 1.4902414280154646, 1.006852926236939, 1.0862982999450135,
    1.303379952122231,
  ],
};

describe('the people near to where actions lead', () => {
  it('are those of scikit-learn, and so are their classes and distances', () => {
    const asked = { referencePrediction, favourableClass: 1 };
    for (const row of rows) {
      expect(yNearestNeighbours({ ...one(row), ...asked }).value).toBeCloseTo(
        byScikitLearn.yNearest[row]!,
        12,
      );
      expect(neighbourDistance(one(row)).value).toBeCloseTo(byScikitLearn.distance[row]!, 12);
    }
    expect(yNearestNeighbours({ ...all, ...asked }).value).toBeCloseTo(2.2 / 6, 12);
    expect(yNearestNeighbours({ ...all, ...asked, favourableClass: 0 }).value).toBeCloseTo(1 - 2.2 / 6, 12);
  });

  it('make points the outliers that scikit-learn finds', () => {
    localOutlierFactors({ ...all, neighbours: 5 }).forEach((factor, row) =>
      expect(factor).toBeCloseTo(byScikitLearn.outlier5[row]!, 8),
    );
    localOutlierFactors(all).forEach((factor, row) =>
      expect(factor).toBeCloseTo(byScikitLearn.outlier20[row]!, 8),
    );
    expect(outlierShare({ ...all, neighbours: 5 })).toMatchObject({ value: 2 / 6, count: 6 });
    expect(outlierShare({ ...all, neighbours: 5, threshold: 1.9 }).value).toBeCloseTo(1 / 6, 12);
    const median = (byScikitLearn.outlier5[0]! + byScikitLearn.outlier5[4]!) / 2;
    expect(localOutlierFactor({ ...all, neighbours: 5 }).value).toBeCloseTo(median, 8);
  });

  it('count for nothing where there is no valid action', () => {
    const nobody = { ...all, valid: rows.map(() => 0) };
    for (const metric of [neighbourDistance, outlierShare, localOutlierFactor]) {
      expect(metric(nobody)).toMatchObject({ value: NaN, count: 0 });
    }
    expect(neighbourDistance(one(2)).count).toBe(1);
  });

  it('are found as by sorting all distances, however many are alike', () => {
    const coordinate = fc.integer({ min: -2, max: 2 });
    const people = fc.array(fc.tuple(coordinate, coordinate), { minLength: 4, maxLength: 30 });
    fc.assert(
      fc.property(people, fc.tuple(coordinate, coordinate), ([...some], point) => {
        const found = neighbourDistance({
          valid: [1],
          points: { data: point, shape: [1, 2] },
          reference: { data: some.flat(), shape: [some.length, 2] },
          neighbours: 3,
        });
        const distances = some.map(([x, y]) => Math.hypot(x - point[0], y - point[1]));
        const [first, second, third] = distances.sort((a, b) => a - b);
        expect(found.value).toBeCloseTo((first! + second! + third!) / 3, 10);
      }),
    );
  });

  it('are as many as are asked for, in columns of the same kind', () => {
    expect(() => neighbourDistance({ ...all, neighbours: 41 })).toThrow(
      'neighbourDistance: reference rows does not fit (expected 41 or more, got 40). Give more people, or fewer neighbours.',
    );
    expect(() => localOutlierFactors({ ...all, neighbours: 40 })).toThrow('expected 41 or more, got 40');
    expect(() => neighbourDistance({ ...all, neighbours: 0 })).toThrow('neighbours does not fit');
    const narrow = { data: [1, 2], shape: [1, 2] };
    expect(() => neighbourDistance({ ...all, reference: narrow })).toThrow('expected 3, got 2');
    expect(() => yNearestNeighbours({ ...all, referencePrediction: [1], favourableClass: 1 })).toThrow(
      'referencePrediction.length does not fit (expected 40, got 1)',
    );
  });
});
