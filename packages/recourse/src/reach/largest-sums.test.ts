import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largestSums } from './largest-sums.ts';

describe('largestSums', () => {
  it('sums the largest of what each unit is given, and no less where many count', () => {
    const numbers = fc.array(fc.tuple(fc.nat(2), fc.double({ min: 0, max: 5, noNaN: true })), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(numbers, fc.integer({ min: 0, max: 20 }), (all, count) => {
        const sums = largestSums(3, count, 30);
        for (const given of [all.slice(0, 3), all]) {
          sums.clear();
          for (const [unit, value] of given) sums.add(unit, value);
          for (const unit of [0, 1, 2]) {
            const own = given.flatMap(([other, value]) => (other === unit ? [value] : []));
            const largest = own.sort((a, b) => b - a).slice(0, count > 16 ? Infinity : count);
            expect(sums.sum(unit)).toBeCloseTo(
              largest.reduce((sum, value) => sum + value, 0),
              9,
            );
          }
        }
      }),
    );
  });
});
