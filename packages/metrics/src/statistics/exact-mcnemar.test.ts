import { describe, expect, it } from 'vitest';
import { exactMcnemar } from '../index.ts';

/** Predictions of which `onlyFirst` rows are right in the first alone, `onlySecond` in the second, `rest` in both. */
function pair(onlyFirst: number, onlySecond: number, rest = 0) {
  const rows = (counts: readonly [number, number, number], values: readonly [number, number, number]) =>
    counts.flatMap((count, kind) => Array.from({ length: count }, () => values[kind]!));
  const counts = [onlyFirst, onlySecond, rest] as const;
  return {
    label: rows(counts, [1, 1, 1]),
    first: rows(counts, [1, 0, 1]),
    second: rows(counts, [0, 1, 1]),
  };
}

/** n! / k! (n − k)! in whole numbers. */
function binomial(n: bigint, k: bigint): bigint {
  let product = 1n;
  for (let one = 1n; one <= k; one += 1n) product = (product * (n - k + one)) / one;
  return product;
}

describe('exactMcnemar', () => {
  it('has the p values of the binomial distribution, counted in whole numbers', () => {
    for (const [first, second] of [
      [0, 1],
      [1, 5],
      [9, 2],
      [10, 25],
      [40, 12],
    ] as const) {
      const trials = BigInt(first + second);
      let tail = 0n;
      for (let k = 0n; k <= BigInt(Math.min(first, second)); k += 1n) tail += binomial(trials, k);
      const expected = Math.min(1, Number(2n * tail) / 2 ** Number(trials));
      const { pValue, onlyFirst, onlySecond } = exactMcnemar(pair(first, second, 7));
      expect(pValue).toBeCloseTo(expected, 12);
      expect({ onlyFirst, onlySecond }).toEqual({ onlyFirst: first, onlySecond: second });
    }
  });

  it('is the same from both sides, and 1 where nothing tells the models apart', () => {
    const { label, first, second } = pair(3, 11);
    expect(exactMcnemar({ label, first: second, second: first }).pValue).toBe(
      exactMcnemar({ label, first, second }).pValue,
    );
    expect(exactMcnemar(pair(0, 0, 5)).pValue).toBe(1);
    expect(exactMcnemar(pair(4, 4)).pValue).toBe(1);
    expect(exactMcnemar(pair(0, 0)).pValue).toBe(1);
  });

  it('stays a number where there are thousands of rows', () => {
    expect(exactMcnemar(pair(4000, 4000)).pValue).toBeCloseTo(1, 8);
    const { pValue } = exactMcnemar(pair(4200, 3800));
    // The normal approximation, z = 400 / √8000, with the continuity correction.
    expect(pValue).toBeGreaterThan(7e-6);
    expect(pValue).toBeLessThan(9e-6);
  });

  it('is above 0 where chance is less likely than any number is small', () => {
    const { pValue } = exactMcnemar(pair(0, 3000));
    expect(pValue).toBeGreaterThan(0);
    expect(pValue).toBeLessThan(1e-300);
  });
});
