import { describe, expect, it } from 'vitest';
import { oneStandardError } from './one-standard-error.ts';

const run = (decay: number, ...losses: number[]) => ({ decay, losses: Float64Array.from(losses) });

describe('oneStandardError', () => {
  it('takes the largest decay that the rows cannot tell from the best', () => {
    const best = run(1, 0.1, 0.5, 0.9, 0.3);
    // Differences 0.2, −0.1, 0.1, −0.1: mean 0.025, standard error 0.075.
    const near = run(3, 0.3, 0.4, 1, 0.2);
    // Differences all 0.01: small, and certain.
    const surelyWorse = run(10, 0.11, 0.51, 0.91, 0.31);
    expect(oneStandardError([best, near, surelyWorse])).toBe(near);
    expect(oneStandardError([surelyWorse, best])).toBe(best);
    expect(oneStandardError([surelyWorse])).toBe(surelyWorse);
  });

  it('takes the larger of two that are equal', () => {
    const [small, large] = [run(0.3, 1, 2), run(3, 1, 2)];
    expect(oneStandardError([small, large])).toBe(large);
    expect(oneStandardError([large, small])).toBe(large);
  });
});
