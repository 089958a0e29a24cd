import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeLabels } from './place-labels.ts';

const slack = 1e-6;
const labels = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 300, noNaN: true }),
    height: fc.double({ min: 1, max: 30, noNaN: true }),
  }),
  { minLength: 1, maxLength: 12 },
);

describe('placeLabels', () => {
  it('lets no label overlap another, and keeps their order', () => {
    fc.assert(
      fc.property(labels, (wanted) => {
        const placed = placeLabels(wanted, [0, 300]);
        const order = wanted.map((_, at) => at).sort((a, b) => wanted[a]!.at - wanted[b]!.at || a - b);
        for (const [rank, at] of order.entries()) {
          const next = order[rank + 1];
          if (next === undefined) continue;
          const apart = (wanted[at]!.height + wanted[next]!.height) / 2;
          expect(placed[next]! - placed[at]!).toBeGreaterThanOrEqual(apart - slack);
        }
      }),
    );
  });

  it('keeps labels within their range where they fit', () => {
    fc.assert(
      fc.property(labels, (wanted) => {
        const total = wanted.reduce((sum, { height }) => sum + height, 0);
        fc.pre(total <= 300);
        for (const [at, centre] of placeLabels(wanted, [0, 300]).entries()) {
          expect(centre - wanted[at]!.height / 2).toBeGreaterThanOrEqual(-slack);
          expect(centre + wanted[at]!.height / 2).toBeLessThanOrEqual(300 + slack);
        }
      }),
    );
  });

  it('leaves labels that have room where they are', () => {
    const wanted = [10, 100, 60].map((at) => ({ at, height: 12 }));
    expect(placeLabels(wanted, [0, 200])).toEqual([10, 100, 60]);
  });
});
