import { randomStream } from '@cfq/jit';
import { describe, expect, it } from 'vitest';
import { affineScheme } from '../building-blocks/affine-scheme.ts';
import { symmetricScheme } from '../building-blocks/symmetric-scheme.ts';
import { kullbackLeibler } from './kullback-leibler.ts';

/** Relative entropy of a histogram cut off after `kept` bins, by its definition and nothing shared. */
function byDefinition(histogram: readonly number[], kept: number, levels: number): number {
  const p = histogram.slice(0, kept);
  const q = p.map(() => 0);
  for (let level = 0; level < levels; level += 1) {
    const bins = p.map((_, bin) => bin).slice(Math.floor((level * kept) / levels));
    const own = bins.slice(
      0,
      Math.floor(((level + 1) * kept) / levels) - Math.floor((level * kept) / levels),
    );
    const occupied = own.filter((bin) => p[bin]! > 0);
    const sum = own.reduce((total, bin) => total + p[bin]!, 0);
    for (const bin of occupied) q[bin] = sum / occupied.length;
  }
  p[kept - 1] = p[kept - 1]! + histogram.slice(kept).reduce((total, count) => total + count, 0);
  const total = (some: readonly number[]) => some.reduce((sum, count) => sum + count, 0);
  const [whole, spread] = [total(p), total(q)];
  return p.reduce((sum, count, bin) => {
    if (count === 0) return sum;
    return q[bin] === 0 ? Infinity : sum + (count / whole) * Math.log(count / whole / (q[bin]! / spread));
  }, 0);
}

/** The threshold of least relative entropy, every one tried; of equal ones the widest. */
function bestThreshold(values: readonly number[], bins: number, levels: number): number {
  const largest = Math.max(...values.map(Math.abs));
  const histogram = new Array<number>(bins).fill(0);
  for (const value of values)
    histogram[Math.min(bins - 1, Math.floor((Math.abs(value) / largest) * bins))]! += 1;
  let best = { kept: bins, found: Infinity };
  for (let kept = bins; kept >= levels; kept -= 1) {
    const found = byDefinition(histogram, kept, levels);
    if (found < best.found - 1e-12) best = { kept, found };
  }
  return (largest * best.kept) / bins;
}

/** Values with a long tail. */
const tailed = (seed: number, length: number): Float32Array =>
  Float32Array.from(randomStream(seed, 'tail').normal([length]).data, (value) => value ** 3);

describe('kl', () => {
  it.each([2, 3, 4])('at %i bits it finds the threshold that its definition asks for', (bits) => {
    for (const seed of [1, 2, 3]) {
      const values = tailed(seed, 300);
      const signed = kullbackLeibler.observe(values, symmetricScheme(bits), 1);
      const wanted = bestThreshold([...values], 300, 2 ** (bits - 1));
      expect(Math.max(-signed.low, signed.high)).toBeCloseTo(wanted, 5);
      const rectified = values.map((value) => Math.max(value, 0));
      const unsigned = kullbackLeibler.observe(rectified, affineScheme(bits), 1);
      expect(unsigned.low).toBe(0);
      expect(unsigned.high).toBeCloseTo(bestThreshold([...rectified], 300, 2 ** bits), 5);
    }
  });

  it('clips a value that is all alone, and scales with what it is given', () => {
    const values = tailed(4, 5000).map((value) => Math.max(value, 0));
    values[7] = 400;
    const { high } = kullbackLeibler.observe(values, affineScheme(4), 1);
    expect(high).toBeLessThan(100);
    const doubled = kullbackLeibler.observe(
      values.map((value) => 2 * value),
      affineScheme(4),
      1,
    );
    expect(doubled.high).toBe(2 * high);
  });

  it('leaves values alone that a grid can hold, and those that are all zero', () => {
    const levels = Float32Array.from({ length: 4096 }, (_, index) => index % 16);
    expect(kullbackLeibler.observe(levels, affineScheme(4), 1)).toEqual({ low: 0, high: 15 });
    expect(kullbackLeibler.observe(new Float32Array(5), affineScheme(4), 1)).toEqual({ low: 0, high: 0 });
  });
});
