import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { randomStream } from './random-stream.ts';

function moments(values: ArrayLike<number>): { mean: number; variance: number } {
  const list = Array.from(values);
  const mean = list.reduce((a, b) => a + b, 0) / list.length;
  return { mean, variance: list.reduce((sum, x) => sum + (x - mean) ** 2, 0) / list.length };
}

const many = [200, 500];

describe('randomStream', () => {
  it('the same seed and path give the same bits, in the same order of calls', () => {
    const draw = (): unknown[] => {
      const stream = randomStream(42, 'fold', 3);
      return [
        stream.uniform([4]),
        stream.normal([5]),
        stream.gumbel([3]),
        stream.permutation(7),
        stream.integer(100),
      ];
    };
    expect(draw()).toEqual(draw());
  });

  it('values stay what they were when the algorithm was chosen', () => {
    const stream = randomStream(7, 'golden');
    expect([...stream.uniform([3]).data]).toMatchInlineSnapshot(`
      [
        0.24943557381629944,
        0.31718239188194275,
        0.9506511092185974,
      ]
    `);
    expect([...stream.permutation(6).data]).toMatchInlineSnapshot(`
      [
        3,
        1,
        4,
        0,
        5,
        2,
      ]
    `);
    expect([...randomStream(7, 'golden').normal([3]).data]).toMatchInlineSnapshot(`
      [
        -0.6827423572540283,
        1.5201882123947144,
        0.031261101365089417,
      ]
    `);
  });

  it('seeds and paths differ, and a path is not the concatenation of its parts', () => {
    const first = (...[seed, ...path]: Parameters<typeof randomStream>): number =>
      randomStream(seed, ...path).uniform([]).data[0]!;
    const streams = [
      first(1),
      first(2),
      first(1.5),
      first(-1),
      first(1, 'a'),
      first(1, 'a', 'b'),
      first(1, 'ab'),
      first(1, 1),
      first(1, '1'),
      first(11),
    ];
    expect(new Set(streams).size).toBe(streams.length);
  });

  it('a split depends on its path alone, not on what was drawn before', () => {
    const stream = randomStream(5, 'root');
    const before = stream.split('child', 0).uniform([4]);
    stream.normal([100]);
    expect(stream.split('child', 0).uniform([4])).toEqual(before);
    expect(randomStream(5, 'root', 'child', 0).uniform([4])).toEqual(before);
  });

  it('uniform, normal and Gumbel values have their range, mean and variance', () => {
    const uniform = randomStream(1).uniform(many).data;
    expect(Math.min(...uniform.slice(0, 50_000))).toBeGreaterThanOrEqual(0);
    expect(uniform.every((x: number) => x < 1)).toBe(true);
    expect(moments(uniform).mean).toBeCloseTo(0.5, 2);
    expect(moments(uniform).variance).toBeCloseTo(1 / 12, 2);
    const normal = moments(randomStream(2).normal(many).data);
    expect(normal.mean).toBeCloseTo(0, 1);
    expect(normal.variance).toBeCloseTo(1, 1);
    const gumbel = moments(randomStream(3).gumbel(many).data);
    expect(gumbel.mean).toBeCloseTo(0.5772, 1);
    expect(gumbel.variance).toBeCloseTo(Math.PI ** 2 / 6, 1);
  });

  it('a permutation holds every index once', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(60), (seed, n) => {
        const { data, shape } = randomStream(seed).permutation(n);
        expect(shape).toEqual([n]);
        expect(data).toBeInstanceOf(Int32Array);
        expect([...data].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
      }),
    );
  });

  it('every order of three is about equally likely', () => {
    const counts = new Map<string, number>();
    const stream = randomStream(9);
    for (let i = 0; i < 6000; i++) {
      const key = stream.permutation(3).data.join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    // Five standard deviations of a binomial with mean 1000.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(145);
  });

  it('integers cover their range', () => {
    const stream = randomStream(4);
    const seen = new Set(Array.from({ length: 400 }, () => stream.integer(5)));
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4]);
    expect(stream.integer(1)).toBe(0);
  });

  it('bad seeds and sizes are errors', () => {
    expect(() => randomStream(Number.NaN)).toThrow(/the seed is a finite number \(got NaN\)/);
    expect(() => randomStream(1).integer(0)).toThrow(/integer from 1/);
    expect(() => randomStream(1).permutation(2.5)).toThrow(/integer from 0/);
  });
});
