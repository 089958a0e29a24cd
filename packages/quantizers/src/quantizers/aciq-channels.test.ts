import { randomStream } from '@cfq/jit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '../building-blocks/decode.ts';
import { bitsByRange } from '../building-blocks/levels/bits-by-range.ts';
import { aciqChannels } from './aciq-channels.ts';
import { aciq } from './aciq.ts';

describe('bitsByRange', () => {
  it('gives a channel of eight times the range four times the levels', () => {
    expect(bitsByRange([8, 1], 4)).toEqual([5, 3]);
    expect(bitsByRange([1, 64, 8], 4)).toEqual([2, 6, 4]);
    expect(bitsByRange([3, 3, 3], 5)).toEqual([5, 5, 5]);
  });

  it('has nothing to move at the least mean, and nothing beyond the most bits', () => {
    expect(bitsByRange([1000, 1], 2)).toEqual([2, 2]);
    expect(bitsByRange([2 ** 30, 1, 1], 4)).toEqual([8, 2, 2]);
    expect(bitsByRange([0, 1], 8)).toEqual([2, 8]);
  });

  it('is the roundest division there is: no bit would be nearer to its share in another channel', () => {
    const ranges = fc.array(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(ranges, fc.integer({ min: 2, max: 8 }), (given, bits) => {
        const widths = bitsByRange(given, bits);
        expect(widths.reduce((sum, own) => sum + own, 0)).toBe(bits * given.length);
        // By enumeration: the least sum of squared distances to the shares, up to a common offset.
        const aims = given.map((range) => (2 / 3) * Math.log2(range));
        const spread = (some: readonly number[]): number => {
          const off = some.map((own, at) => own - aims[at]!);
          const mean = off.reduce((sum, one) => sum + one, 0) / off.length;
          return off.reduce((sum, one) => sum + (one - mean) ** 2, 0);
        };
        const divisions = (count: number, left: number): number[][] =>
          count === 0
            ? left === 0
              ? [[]]
              : []
            : [2, 3, 4, 5, 6, 7, 8].flatMap((own) =>
                divisions(count - 1, left - own).map((rest) => [own, ...rest]),
              );
        const least = Math.min(...divisions(given.length, bits * given.length).map(spread));
        expect(spread(widths)).toBeLessThanOrEqual(least + 1e-9);
      }),
      { numRuns: 60 },
    );
  });
});

describe('aciq-channels', () => {
  const shape = [40, 6];
  const x = randomStream(1, 'channels').normal(shape);
  const uneven = {
    data: Float32Array.from(x.data, (value, at) => value * 3 ** ((at % 6) - 3)),
    shape,
  };

  it('keeps the mean, and a channel is what aciq makes of it at its own width', () => {
    const parameters = aciqChannels.init(uneven, 4, { axis: 1 });
    const encoded = aciqChannels.encode(uneven, parameters, 4);
    const widths = encoded.channelBits!;
    expect(widths.reduce((sum, own) => sum + own, 0)).toBe(24);
    expect(widths).toEqual([...widths].sort((one, other) => one - other));
    expect(encoded.bits).toBe(Math.max(...widths));
    const decoded = decode(encoded).data;
    widths.forEach((bits, channel) => {
      const own = {
        data: uneven.data.filter((_: number, at: number) => at % 6 === channel),
        shape: [40],
      };
      const alone = decode(aciq.encode(own, aciq.init(own, bits), bits)).data;
      expect(decoded.filter((_: number, at: number) => at % 6 === channel)).toEqual(alone);
    });
  });

  it('has less squared error over uneven channels than one width for all', () => {
    const error = (made: { readonly data: ArrayLike<number> }): number =>
      Array.from(made.data).reduce((sum, value, at) => sum + (value - uneven.data[at]!) ** 2, 0);
    const own = decode(aciqChannels.encode(uneven, aciqChannels.init(uneven, 4, { axis: 1 }), 4));
    const same = decode(aciq.encode(uneven, aciq.init(uneven, 4, { axis: 1 }), 4));
    expect(error(own)).toBeLessThan(error(same) / 2);
  });

  it('is aciq where all channels have one range, and says nothing of widths there', () => {
    const encoded = aciqChannels.encode(x, aciqChannels.init(x, 2, { axis: 1 }), 2);
    expect(encoded).toEqual(aciq.encode(x, aciq.init(x, 2, { axis: 1 }), 2));
    expect('channelBits' in encoded).toBe(false);
  });

  it('refuses widths that are none', () => {
    const parameters = aciqChannels.init(x, 4, { axis: 1 });
    const width = { ...parameters.width, data: Float32Array.of(4, 4, 4, 4, 4, 9) };
    expect(() => aciqChannels.encode(x, { ...parameters, width }, 4)).toThrow(/width.*2 to 8, got 9/);
  });
});
