import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { constantSchedule } from './constant-schedule.ts';
import { cosineSchedule } from './cosine-schedule.ts';
import { scheduleRates, totalRate } from './schedule-rates.ts';
import { warmUpSchedule } from './warm-up-schedule.ts';

describe('schedules', () => {
  it('a cosine starts at 1, is half way down in the middle, and never rises', () => {
    const schedule = cosineSchedule({ floor: 0.2 });
    expect(schedule(0, 10)).toBe(1);
    expect(schedule(5, 10)).toBeCloseTo(0.6, 12);
    for (let step = 1; step < 10; step += 1) expect(schedule(step, 10)).toBeLessThan(schedule(step - 1, 10));
  });

  it('a warm-up rises by equal steps to the first value of what follows', () => {
    const schedule = warmUpSchedule({ share: 0.4, then: constantSchedule() });
    expect([0, 1, 2, 3, 4, 9].map((step) => schedule(step, 10))).toEqual([0.25, 0.5, 0.75, 1, 1, 1]);
  });

  it('every factor lies in [0, 1], whatever the length', () => {
    const any = fc.record({
      steps: fc.integer({ min: 1, max: 300 }),
      share: fc.double({ min: 0, max: 0.99, noNaN: true }),
    });
    fc.assert(
      fc.property(any, ({ steps, share }) => {
        const schedule = warmUpSchedule({ share, then: cosineSchedule() });
        const rates = scheduleRates(schedule, { rate: 1, steps });
        return rates.every((rate) => rate >= 0 && rate <= 1) && totalRate(rates) > 0;
      }),
    );
  });

  it('refuses what is not a share, a rate or a count', () => {
    expect(() => cosineSchedule({ floor: 2 })).toThrow('cosineSchedule: floor is a share');
    expect(() => warmUpSchedule({ share: 1, then: constantSchedule() })).toThrow(
      'warmUpSchedule: share must leave',
    );
    expect(() => scheduleRates(constantSchedule(), { rate: 0, steps: 1 })).toThrow(
      'scheduleRates: needs a positive rate',
    );
  });
});
