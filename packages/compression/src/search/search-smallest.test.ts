import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchSmallest, type SearchRule } from './search-smallest.ts';

const search = async (kept: readonly boolean[], rule: SearchRule) => {
  const asked: number[] = [];
  const found = await searchSmallest({
    count: kept.length,
    rule,
    attempt: (place) => {
      asked.push(place);
      return Promise.resolve(kept[place]!);
    },
    within: (holds) => holds,
  });
  expect(new Set(asked).size).toBe(asked.length);
  expect([...found.tried.keys()]).toEqual([...asked].sort((a, b) => a - b));
  return { ...found, asked };
};
const bruteForce = (kept: readonly boolean[]) => (kept.includes(true) ? kept.indexOf(true) : null);
const anything = fc.array(fc.boolean(), { maxLength: 40 });

describe('searchSmallest', () => {
  it('ascending finds what brute force finds, and tries nothing larger', async () => {
    await fc.assert(
      fc.asyncProperty(anything, async (kept) => {
        const { chosen, asked } = await search(kept, 'ascending');
        expect(chosen).toBe(bruteForce(kept));
        expect(asked).toHaveLength(chosen === null ? kept.length : chosen + 1);
      }),
    );
  });

  it('bisection finds what brute force finds where larger files keep more, in a logarithm of trials', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(40), fc.nat(40), async (count, from) => {
        const kept = Array.from({ length: count }, (_, place) => place >= from);
        const { chosen, asked } = await search(kept, 'bisection');
        expect(chosen).toBe(bruteForce(kept));
        expect(asked.length).toBeLessThanOrEqual(Math.ceil(Math.log2(count + 1)) + 1);
      }),
    );
  });

  it('bisection finds one within the limits whose smaller neighbour is not, whatever the candidates', async () => {
    await fc.assert(
      fc.asyncProperty(anything, async (kept) => {
        const { chosen } = await search(kept, 'bisection');
        if (chosen === null) {
          expect(kept.at(-1) ?? false).toBe(false);
          return;
        }
        expect(kept[chosen]).toBe(true);
        expect(kept[chosen - 1] ?? false).toBe(false);
      }),
    );
  });

  it('ends with what an attempt throws', async () => {
    const failing = searchSmallest({
      count: 3,
      rule: 'ascending',
      attempt: () => Promise.reject(new Error('enough')),
      within: () => true,
    });
    await expect(failing).rejects.toThrow('enough');
  });
});
