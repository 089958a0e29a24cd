import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { addIntervals } from './add-intervals.ts';

const number = fc.double({ min: -3, max: 3, noNaN: true });

describe('addIntervals', () => {
  it('gives the middles and half-widths that ends of the weighted intervals have, added one by one', () => {
    const units = fc.array(fc.tuple(number, fc.double({ min: 0, max: 2, noNaN: true }), fc.boolean()), {
      maxLength: 11,
    });
    fc.assert(
      fc.property(
        units,
        fc.integer({ min: 1, max: 3 }),
        fc.array(number, { minLength: 33, maxLength: 33 }),
        (all, width, numbers) => {
          const live = all.flatMap(([centre, radius, isLive], unit) =>
            isLive ? [{ centre, radius, unit }] : [],
          );
          const [low, high] = [new Float64Array(width), new Float64Array(width)];
          addIntervals(
            low,
            high,
            Float64Array.from(live, ({ centre }) => centre),
            Float64Array.from(live, ({ radius }) => radius),
            Int32Array.from(live, ({ unit }) => unit),
            live.length,
            Float64Array.from(numbers),
          );
          for (let j = 0; j < width; j += 1) {
            let [least, most] = [0, 0];
            for (const { centre, radius, unit } of live) {
              const ends = [centre - radius, centre + radius].map((end) => end * numbers[unit * width + j]!);
              least += Math.min(...ends);
              most += Math.max(...ends);
            }
            expect(low[j]! - high[j]!).toBeCloseTo(least, 9);
            expect(low[j]! + high[j]!).toBeCloseTo(most, 9);
          }
        },
      ),
    );
  });
});
