import { ndarray, randomStream } from '@cfq/jit';
import { describe, expect, test } from 'vitest';
import { averageBits } from '../average-bits.ts';
import { allocator, allocators } from './allocators.ts';

const layers = [
  { layer: 'a', parameters: 90 },
  { layer: 'b', parameters: 7 },
  { layer: 'c', parameters: 41 },
];

describe.each(Object.values(allocators))('$name', (entry) => {
  test('stays within every possible budget, names every layer in order and repeats itself', () => {
    for (const budgetBits of [2, 2.3, 3.7, 4, 5.5, 8]) {
      const stream = randomStream(1, entry.name);
      const loss = layers.map(() => Array.from(stream.normal([4]).data));
      const problem = { layers, budgetBits, loss, logits: stream.normal([3, 4]) };
      const allocation = entry.allocate(problem);
      expect(averageBits(layers, allocation)).toBeLessThanOrEqual(budgetBits);
      expect(allocation.map(({ layer }) => layer)).toEqual(['a', 'b', 'c']);
      expect(entry.allocate(problem)).toEqual(allocation);
    }
  });

  test('refuses a budget below the smallest candidate', () => {
    const loss = layers.map(() => [3, 2, 1, 0]);
    const logits = ndarray(new Float32Array(12), [3, 4]);
    expect(() => entry.allocate({ layers, budgetBits: 1, loss, logits })).toThrow(/budget is impossible/);
  });

  test('says what it lacks', () => {
    if (entry.needs === 'nothing') expect(entry.allocate({ layers, budgetBits: 4 })).toHaveLength(3);
    else expect(() => entry.allocate({ layers, budgetBits: 4 })).toThrow(/needs/);
  });

  test('is found by its name', () => {
    expect(allocator(entry.name)).toBe(entry);
  });
});

test('an unknown allocator lists the known ones', () => {
  const known = Object.keys(allocators).join(', ');
  expect(() => allocator('random')).toThrow(`unknown allocator "random" (expected one of ${known})`);
});
