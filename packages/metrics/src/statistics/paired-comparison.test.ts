import { describe, expect, it } from 'vitest';
import { feasibleRate, pairedComparison, validityDrop } from '../index.ts';

const share = (valid: readonly number[]) => feasibleRate({ valid });
const rows = Array.from({ length: 200 }, (_, row) => row);

describe('pairedComparison', () => {
  it('averages the differences over the seeds', () => {
    const first = [share([1, 1, 0, 0]), share([1, 0, 0])];
    const second = [share([1, 0, 0, 0]), share([0, 0, 0])];
    const found = pairedComparison({ first, second });
    expect(found).toMatchObject({ count: 7, seeds: 2, differences: [0.25, 1 / 3], resamples: 1000 });
    expect(found.value).toBeCloseTo((0.25 + 1 / 3) / 2, 12);
  });

  it('is exactly 0 for a method and itself, whatever the noise between people', () => {
    const one = share(rows.map((row) => row % 2));
    expect(pairedComparison({ first: [one, one], second: [one, one] })).toMatchObject({
      value: 0,
      lower: 0,
      upper: 0,
    });
  });

  it('is tighter than two separate intervals where the methods agree on most people', () => {
    const first = share(rows.map((row) => row % 2));
    const second = share(rows.map((row) => (row < 10 ? 0 : row % 2)));
    const paired = pairedComparison({ first: [first], second: [second], seed: 1 });
    expect(paired.lower).toBeGreaterThan(0);
    const unpairedRadius = 1.96 * Math.sqrt(2 * (0.25 / 200));
    expect(paired.upper - paired.lower).toBeLessThan(unpairedRadius);
  });

  it('is antisymmetric and deterministic', () => {
    const first = [
      share(rows.map((row) => Number(row % 3 === 0))),
      share(rows.map((row) => Number(row % 5 === 0))),
    ];
    const second = [
      share(rows.map((row) => Number(row % 7 === 0))),
      share(rows.map((row) => Number(row % 4 === 0))),
    ];
    const there = pairedComparison({ first, second, seed: 5 });
    const back = pairedComparison({ first: second, second: first, seed: 5 });
    expect(back.value).toBeCloseTo(-there.value, 12);
    expect(back.lower).toBeCloseTo(-there.upper, 12);
    expect(pairedComparison({ first, second, seed: 5 })).toEqual(there);
  });

  it('varies over seeds as well as over people', () => {
    const all = share(rows.map(() => 1));
    const none = share(rows.map(() => 0));
    const found = pairedComparison({ first: [all, none], second: [none, none] });
    expect(found).toMatchObject({ value: 0.5, lower: 0, upper: 1 });
  });

  it('leaves out seeds in which either is undefined', () => {
    const nobody = validityDrop({
      teacherValid: [0],
      studentPredictionAtTeacherRecourse: [0],
      favourableClass: 1,
    });
    const found = pairedComparison({ first: [share([1]), nobody], second: [share([0]), share([1])] });
    expect(found).toMatchObject({ value: 1, count: 1, seeds: 1, differences: [1, NaN] });
    expect(pairedComparison({ first: [nobody], second: [nobody] })).toEqual({
      value: NaN,
      count: 0,
      lower: NaN,
      upper: NaN,
      resamples: 0,
      differences: [NaN],
      seeds: 0,
    });
  });

  it('refuses methods that differ in seeds or people', () => {
    expect(() => pairedComparison({ first: [share([1])], second: [] })).toThrow('number of seeds');
    expect(() => pairedComparison({ first: [share([1])], second: [share([1, 0])] })).toThrow(
      'pairedComparison, seed 0: number of rows',
    );
  });
});
