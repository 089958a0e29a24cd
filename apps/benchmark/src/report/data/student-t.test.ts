import { describe, expect, it } from 'vitest';
import { studentT } from './student-t.ts';

describe('studentT', () => {
  it('agrees with the closed forms for one, two and four degrees of freedom', () => {
    // Inverse distribution functions at p = 0.975; Shaw 2006, "Sampling Student's T distribution".
    expect(studentT(1)).toBeCloseTo(Math.tan(Math.PI * (0.975 - 0.5)), 3);
    const alpha = 4 * 0.975 * 0.025;
    expect(studentT(2)).toBeCloseTo((2 * 0.975 - 1) * Math.sqrt(2 / alpha), 3);
    const q = Math.cos(Math.acos(Math.sqrt(alpha)) / 3) / Math.sqrt(alpha);
    expect(studentT(4)).toBeCloseTo(2 * Math.sqrt(q - 1), 3);
  });

  it('falls towards the normal quantile, without a step where the table ends', () => {
    for (let freedom = 1; freedom < 60; freedom += 1) {
      expect(studentT(freedom + 1)).toBeLessThan(studentT(freedom));
    }
    expect(studentT(30) - studentT(31)).toBeLessThan(studentT(29) - studentT(30));
    expect(studentT(100_000)).toBeCloseTo(1.96, 3);
  });
});
