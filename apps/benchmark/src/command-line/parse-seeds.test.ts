import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from './benchmark-error.ts';
import { parseSeeds } from './parse-seeds.ts';

describe('parseSeeds', () => {
  it('reads single seeds, lists and inclusive ranges', () => {
    expect(parseSeeds('3')).toEqual([3]);
    expect(parseSeeds('0-4')).toEqual([0, 1, 2, 3, 4]);
    expect(parseSeeds('7, 0-2')).toEqual([0, 1, 2, 7]);
  });

  it('keeps a seed named twice once, in ascending order', () => {
    expect(parseSeeds('4,2-5,2')).toEqual([2, 3, 4, 5]);
  });

  it('reads back whatever seeds are written as a list', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(2 ** 31 - 1), { minLength: 1 }), (seeds) => {
        expect(parseSeeds(seeds.join(','))).toEqual([...seeds].sort((a, b) => a - b));
      }),
    );
  });

  it.each(['', '4-2', '-1', '1.5', 'a', '0-', '1,,2', '0-4294967296', '0-20000'])('refuses "%s"', (text) => {
    expect(() => parseSeeds(text)).toThrow(UsageError);
    expect(() => parseSeeds(text)).toThrow(/^--seeds: /);
  });
});
