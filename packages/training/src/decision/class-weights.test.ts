import { describe, expect, it } from 'vitest';
import { settleClassWeights } from './class-weights.ts';

const labels = Int32Array.of(1, 1, 1, 0);

describe('settleClassWeights', () => {
  it('has a mean of 1 over the rows, and gives both classes the same together where balanced', () => {
    expect(settleClassWeights('none', labels)).toEqual({ favourable: 1, unfavourable: 1 });
    expect(settleClassWeights('balanced', labels)).toEqual({ favourable: 4 / 6, unfavourable: 2 });
    const weights = settleClassWeights({ favourable: 1, unfavourable: 5 }, labels);
    expect(weights.unfavourable / weights.favourable).toBeCloseTo(5, 12);
    expect((3 * weights.favourable + weights.unfavourable) / 4).toBeCloseTo(1, 12);
  });

  it.each([0, -1, NaN, Infinity])('refuses a weight of %s', (unfavourable) => {
    expect(() => settleClassWeights({ favourable: 1, unfavourable }, labels)).toThrow('two positive numbers');
  });
});
