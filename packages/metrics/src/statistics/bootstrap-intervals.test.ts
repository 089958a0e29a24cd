import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accuracy, bootstrapIntervals, feasibleRate, meanCost, safeMargin, validityDrop } from '../index.ts';

const half = (rows: number) => feasibleRate({ valid: Array.from({ length: rows }, (_, row) => row % 2) });

describe('bootstrapIntervals', () => {
  it('matches the normal interval of a share within sampling noise', () => {
    const { share } = bootstrapIntervals({ statistics: { share: half(400) }, seed: 7, resamples: 4000 });
    const radius = 1.96 * Math.sqrt(0.25 / 400);
    expect(share).toMatchObject({ value: 0.5, count: 400, resamples: 4000 });
    expect(Math.abs(share.lower - (0.5 - radius))).toBeLessThan(0.008);
    expect(Math.abs(share.upper - (0.5 + radius))).toBeLessThan(0.008);
  });

  it('covers the truth about as often as it says', () => {
    let state = 11;
    const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
    let covered = 0;
    for (let trial = 0; trial < 300; trial += 1) {
      const valid = Array.from({ length: 80 }, () => Number(random() < 0.3));
      const { rate } = bootstrapIntervals({
        statistics: { rate: feasibleRate({ valid }) },
        seed: trial,
        resamples: 300,
      });
      if (rate.lower <= 0.3 && rate.upper >= 0.3) covered += 1;
    }
    expect(covered / 300).toBeGreaterThan(0.89);
    expect(covered / 300).toBeLessThan(0.99);
  });

  it('is the same for the same seed and another for another, also for seeds beyond 32 bits', () => {
    const ends = (seed: number) =>
      bootstrapIntervals({ statistics: { share: half(999) }, seed, resamples: 50 });
    expect(ends(1)).toEqual(ends(1));
    const seeds = [0, 1, -1, 2 ** 32, 2 ** 40 + 1].map((seed) => JSON.stringify(ends(seed)));
    expect(new Set(seeds).size).toBeGreaterThan(3);
  });

  it('holds the estimate, lies within the range of the data, and narrows with confidence', () => {
    const costs = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(costs, fc.integer(), (cost, seed) => {
        const statistics = { mean: meanCost({ valid: cost.map(() => 1), cost }) };
        const { mean } = bootstrapIntervals({ statistics, seed, resamples: 200 });
        expect(mean.lower).toBeLessThanOrEqual(mean.value);
        expect(mean.upper).toBeGreaterThanOrEqual(mean.value);
        expect(mean.lower).toBeGreaterThanOrEqual(Math.min(...cost));
        expect(mean.upper).toBeLessThanOrEqual(Math.max(...cost));
        const narrow = bootstrapIntervals({ statistics, seed, resamples: 200, confidence: 0.5 }).mean;
        expect(narrow.lower).toBeGreaterThanOrEqual(mean.lower);
        expect(narrow.upper).toBeLessThanOrEqual(mean.upper);
      }),
    );
  });

  it('shares its resamples: complementary shares have mirrored intervals', () => {
    const valid = Array.from({ length: 50 }, (_, row) => Number(row % 3 === 0));
    const statistics = {
      yes: feasibleRate({ valid }),
      no: feasibleRate({ valid: valid.map((flag) => 1 - flag) }),
    };
    const { yes, no } = bootstrapIntervals({ statistics, seed: 3 });
    expect(no.lower).toBeCloseTo(1 - yes.upper, 12);
    expect(no.upper).toBeCloseTo(1 - yes.lower, 12);
  });

  it('is NaN for an undefined statistic and leaves out resamples that undefine it', () => {
    const nobody = validityDrop({
      teacherValid: [0, 0],
      studentPredictionAtTeacherRecourse: [0, 0],
      favourableClass: 1,
    });
    const rare = validityDrop({
      teacherValid: [1, 0],
      studentPredictionAtTeacherRecourse: [0, 0],
      favourableClass: 1,
    });
    const found = bootstrapIntervals({ statistics: { nobody, rare } });
    expect(found.nobody).toEqual({
      value: NaN,
      count: 0,
      lower: NaN,
      upper: NaN,
      resamples: 0,
      interval: 'bootstrap',
    });
    expect(found.rare).toMatchObject({ value: 1, upper: 1, interval: 'exact' });
    expect(found.rare.resamples / 1000).toBeCloseTo(0.75, 1);
  });

  it('keeps an infinite end infinite', () => {
    const drop = (broken: number) =>
      validityDrop({
        teacherValid: new Array<number>(100).fill(1),
        studentPredictionAtTeacherRecourse: Array.from({ length: 100 }, (_, row) => Number(row >= broken)),
        favourableClass: 1,
      });
    const margin = safeMargin({ margins: [0, 1], validityDrops: [drop(40), drop(1)] });
    expect(bootstrapIntervals({ statistics: { margin } }).margin).toMatchObject({
      value: 1,
      upper: Infinity,
    });
  });

  it('leaves ends undefined without resamples, and takes no statistic at all', () => {
    const { share } = bootstrapIntervals({ statistics: { share: half(10) }, resamples: 0 });
    expect(share).toEqual({
      value: 0.5,
      count: 10,
      lower: NaN,
      upper: NaN,
      resamples: 0,
      interval: 'bootstrap',
    });
    expect(bootstrapIntervals({ statistics: {} })).toEqual({});
  });

  it('refuses other rows and options out of range', () => {
    const label = [1];
    const statistics = { share: half(10), other: accuracy({ label, prediction: label }) };
    expect(() => bootstrapIntervals({ statistics })).toThrow('bootstrapIntervals: other.rows does not fit');
    for (const wrong of [
      { seed: 0.5 },
      { resamples: -1 },
      { resamples: 1.5 },
      { confidence: 1 },
      { confidence: 0 },
    ]) {
      expect(() => bootstrapIntervals({ statistics: {}, ...wrong })).toThrow('does not fit');
    }
  });
});
