import { ndarray } from '@cfq/jit';
import { describe, expect, it } from 'vitest';
import { nextMultiplier, policyAverageBits } from './policy.ts';

const candidates = [2, 3, 4, 8];
const layers = [
  { layer: 'a', parameters: 100 },
  { layer: 'b', parameters: 60 },
  { layer: 'c', parameters: 8 },
];

describe('policyAverageBits and nextMultiplier', () => {
  it('an undecided policy expects the mean of the candidates', () => {
    expect(policyAverageBits(layers, candidates, ndarray(new Float32Array(12), [3, 4]))).toBeCloseTo(4.25, 6);
  });

  it('the multiplier rises above the budget, falls below it, and stays at 0', () => {
    expect(nextMultiplier(0.1, 5, 4)).toBeGreaterThan(0.1);
    expect(nextMultiplier(0.1, 3.5, 4)).toBeLessThan(0.1);
    expect(nextMultiplier(0, 3, 4)).toBe(0);
  });
});
