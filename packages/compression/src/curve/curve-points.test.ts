import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SizePoint } from './size-point.ts';
import { thinPoints } from './thin-points.ts';
import { undominatedPoints } from './undominated-points.ts';

type Point = SizePoint & { readonly predictedLoss: number };

const point = fc.record({
  bytes: fc.integer({ min: 100, max: 130 }),
  predictedLoss: fc.integer({ min: 0, max: 20 }),
  averageBits: fc.constant(2),
  allocation: fc.constant([]),
});

describe('undominatedPoints', () => {
  it('keeps one of each size and loss that no other point reaches with fewer bytes or less loss', () => {
    fc.assert(
      fc.property(fc.array(point), (points) => {
        const pair = ({ bytes, predictedLoss }: Point) => `${bytes} ${predictedLoss}`;
        const beaten = (one: Point) =>
          points.some(
            (other) =>
              pair(other) !== pair(one) &&
              other.bytes <= one.bytes &&
              other.predictedLoss <= one.predictedLoss,
          );
        const expected = new Set(points.filter((one) => !beaten(one)).map(pair));
        const kept = undominatedPoints(points).map(pair);
        expect(new Set(kept)).toEqual(expected);
        expect(kept).toHaveLength(expected.size);
      }),
    );
  });
});

describe('thinPoints', () => {
  it('keeps both ends and as many points as asked for, in order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(1000), { minLength: 1 }),
        fc.integer({ min: 2, max: 9 }),
        (all, most) => {
          const points = all
            .sort((a, b) => a - b)
            .map((bytes): SizePoint => ({ bytes, predictedLoss: -bytes, averageBits: 2, allocation: [] }));
          const kept = thinPoints(points, most);
          expect(kept).toHaveLength(Math.min(most, points.length));
          expect(kept).toEqual(points.filter((one) => kept.includes(one)));
          expect([kept[0], kept.at(-1)]).toEqual([points[0], points.at(-1)]);
        },
      ),
    );
  });
});
