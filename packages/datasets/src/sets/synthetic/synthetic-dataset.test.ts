import { describe, expect, it } from 'vitest';
import { DatasetError } from '../../internals/dataset-error.ts';
import { prepareDataset } from '../../splits/prepare-dataset.ts';
import { boundaryScores } from './boundary-scores.ts';
import { encodedBoundary } from './encoded-boundary.ts';
import { syntheticDataset } from './synthetic-dataset.ts';

describe.each(['linear', 'curved'] as const)('syntheticDataset, %s', (shape) => {
  it('labels every row by the side of its boundary it lies on', () => {
    const { table, y, boundary } = syntheticDataset({ shape, rows: 500, seed: 3 });
    expect(Int32Array.from(boundaryScores(boundary, table), (score) => (score >= 0 ? 1 : 0))).toEqual(y);
  });

  it('has enough people on either side', () => {
    const { y } = syntheticDataset({ shape });
    const share = y.reduce((a, b) => a + b, 0) / y.length;
    expect(share).toBeGreaterThan(0.35);
    expect(share).toBeLessThan(0.65);
  });

  it('carries its boundary into encoded units exactly', () => {
    const dataset = syntheticDataset({ shape, seed: 1 });
    const { featureSpace, test } = prepareDataset(dataset, { seed: 2 });
    const { bias, linear, quadratic } = encodedBoundary(dataset.boundary, featureSpace);
    const scores = boundaryScores(dataset.boundary, dataset.table);
    const width = featureSpace.width;
    test.rows.forEach((row, index) => {
      let score = bias;
      for (let j = 0; j < width; j++) {
        const value = test.x.data[index * width + j]!;
        score += linear[j]! * value + quadratic[j]! * value * value;
      }
      expect(score).toBeCloseTo(scores[row]!, 4);
    });
    expect(quadratic.some((value) => value !== 0)).toBe(shape === 'curved');
  });

  it('repeats bit for bit, and follows its seed', () => {
    const [a, b, c] = [0, 0, 1].map((seed) => syntheticDataset({ shape, rows: 50, seed }));
    expect(a).toEqual(b);
    expect(c!.table).not.toEqual(a!.table);
  });

  it('flips the asked share of labels', () => {
    const { table, y, boundary } = syntheticDataset({ shape, rows: 20000, noise: 0.1 });
    const flipped = boundaryScores(boundary, table).filter(
      (score, row) => score >= 0 !== (y[row] === 1),
    ).length;
    // Five standard deviations of a binomial share.
    expect(Math.abs(flipped / 20000 - 0.1)).toBeLessThan(5 * Math.sqrt((0.1 * 0.9) / 20000));
  });
});

describe('syntheticDataset', () => {
  it('refuses options out of range or unknown', () => {
    for (const wrong of [
      { rows: 3 },
      { rows: 20.5 },
      { noise: 0.6 },
      { noise: NaN },
      { seed: -1 },
      { size: 3 },
    ]) {
      expect(() => syntheticDataset({ shape: 'linear', ...wrong })).toThrow(DatasetError);
    }
    const shape = 'spiral' as 'linear';
    expect(() => syntheticDataset({ shape })).toThrow('shape (expected linear or curved, got spiral)');
  });
});

describe('encodedBoundary and boundaryScores', () => {
  it('refuse a boundary over a feature, column or level that is not there', () => {
    const dataset = syntheticDataset({ shape: 'linear', rows: 100 });
    const { featureSpace } = prepareDataset(dataset, { seed: 0 });
    const boundary = { bias: 0, linear: { height: 1 }, quadratic: {}, levels: {} };
    expect(() => encodedBoundary(boundary, featureSpace)).toThrow('"height"');
    expect(() => boundaryScores(boundary, dataset.table)).toThrow('"height"');
    const partial = { bias: 0, linear: {}, quadratic: {}, levels: { housing: { rent: 1 } } };
    expect(() => encodedBoundary(partial, featureSpace)).toThrow('no effect');
    expect(() => boundaryScores(partial, dataset.table)).toThrow('no effect');
  });
});
