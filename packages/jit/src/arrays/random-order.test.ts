import fc from 'fast-check';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import { randomOrder } from './random-order.ts';

describe('randomOrder', () => {
  it('is the shuffle by a library’s integers, bit for bit', () => {
    fc.assert(
      fc.property(
        fc.nat(600),
        fc.tuple(fc.integer(), fc.integer(), fc.integer(), fc.integer()),
        (n, state) => {
          fc.pre(state.some((word) => word !== 0));
          const mine = xoroshiro128plusFromState(state);
          const theirs = xoroshiro128plusFromState(state);
          const expected = Array.from({ length: n }, (_, place) => place);
          for (let place = n - 1; place > 0; place -= 1) {
            const other = uniformInt(theirs, 0, place);
            [expected[place], expected[other]] = [expected[other]!, expected[place]!];
          }
          expect([...randomOrder(() => mine.next(), n)]).toEqual(expected);
          expect(mine.next()).toBe(theirs.next());
        },
      ),
    );
  });

  it('draws again where the last run of numbers is incomplete', () => {
    // 2^32 − 1 is the one number past the last whole run of three.
    const drawn = [2 ** 31 - 1, 2 - 2 ** 31, 1 - 2 ** 31];
    expect([...randomOrder(() => drawn.shift()!, 3)]).toEqual([0, 1, 2]);
    expect(drawn).toEqual([]);
  });
});
