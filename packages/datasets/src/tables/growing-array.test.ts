import { describe, expect, it } from 'vitest';
import { growingArray } from './growing-array.ts';

describe('an array that grows', () => {
  it.each([0, 1, 15, 16, 17, 64, 65, 2 ** 14 - 1, 2 ** 14, 2 ** 14 + 1, 40_000])(
    'holds %i numbers in order',
    (count) => {
      const growing = growingArray(Int32Array);
      for (let number = 0; number < count; number += 1) growing.add(number);
      expect(growing.length).toBe(count);
      const all = growing.take();
      expect(all).toHaveLength(count);
      expect(all.findIndex((value, place) => value !== place)).toBe(-1);
      expect(growing).toHaveLength(0);
    },
  );

  it('has little room while it holds few: a schema may name a hundred thousand columns', () => {
    const before = process.memoryUsage().arrayBuffers;
    const many = Array.from({ length: 10_000 }, () => growingArray(Float64Array));
    many.forEach((one) => one.add(1));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20e6);
    expect(many[9_999]!.take()).toEqual(Float64Array.of(1));
  });
});
