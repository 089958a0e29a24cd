import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosineSchedule } from './cosine-schedule.ts';
import { scheduleRates, totalRate } from './schedule-rates.ts';

describe('schedules', () => {
  it('a cosine starts at 1, is half way down in the middle, and never rises', () => {
    const schedule = cosineSchedule({ floor: 0.2 });
    expect(schedule(0, 10)).toBe(1);
    expect(schedule(5, 10)).toBeCloseTo(0.6, 12);
    for (let step = 1; step < 10; step += 1) expect(schedule(step, 10)).toBeLessThan(schedule(step - 1, 10));
  });

  it('every factor lies in [0, 1], whatever the length', () => {
    const any = fc.record({
      steps: fc.integer({ min: 1, max: 300 }),
      floor: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(any, ({ steps, floor }) => {
        const schedule = cosineSchedule({ floor });
        const rates = scheduleRates(schedule, { rate: 1, steps });
        return rates.every((rate) => rate >= 0 && rate <= 1) && totalRate(rates) > 0;
      }),
    );
  });

  it('refuses what is not a share, a rate or a count', () => {
    expect(() => cosineSchedule({ floor: 2 })).toThrow('cosineSchedule: floor is a share');
    expect(() => scheduleRates(cosineSchedule(), { rate: 0, steps: 1 })).toThrow(
      'scheduleRates: needs a positive rate',
    );
  });
});
