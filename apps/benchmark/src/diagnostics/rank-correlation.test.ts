import { expect, it } from 'vitest';
import { rankCorrelation } from './rank-correlation.ts';

it('is what textbooks say, with and without ties', () => {
  expect(rankCorrelation([1, 2, 3, 4], [10, 20, 30, 400])).toBe(1);
  expect(rankCorrelation([1, 2, 3], [3, 2, 1])).toBe(-1);
  // 1 − 6 Σ d² / (n (n² − 1)) with d = (0, 1, −1, 0, 0).
  expect(rankCorrelation([1, 2, 3, 4, 5], [1, 3, 2, 4, 5])).toBeCloseTo(1 - (6 * 2) / (5 * 24), 12);
  // Ranks 1.5, 1.5, 3 and 1, 2, 3: 1.5 / √(1.5 · 2).
  expect(rankCorrelation([5, 5, 9], [1, 2, 3])).toBeCloseTo(1.5 / Math.sqrt(3), 12);
});

it('is undefined where nothing can be ranked', () => {
  expect([rankCorrelation([], []), rankCorrelation([1], [2]), rankCorrelation([1, 1], [2, 3])]).toEqual([
    ...[null, null, null],
  ]);
});
