import { describe, expect, it } from 'vitest';
import type { Allocation } from '../allocation.ts';
import { allocatorLaws } from '../testing/index.ts';
import { defineAllocator, type Allocator } from './allocator.ts';
import { allocator, allocators } from './allocators.ts';

const layers = [
  { layer: 'a', parameters: 90 },
  { layer: 'b', parameters: 7 },
  { layer: 'c', parameters: 41 },
];

describe.each(Object.values<Allocator>(allocators))('$name', (entry) => {
  // An agent learns anew at every problem.
  const cases = entry.name === 'haq' ? 2 : 50;
  for (const { name, check } of allocatorLaws(entry, { cases })) it(name, check);

  it('says what it lacks', () => {
    const bare = { layers, budgetBits: 4 } as never;
    if (entry.needs === 'nothing') expect(entry.allocate(bare)).toHaveLength(3);
    else expect(() => entry.allocate(bare)).toThrow(/needs/);
  });

  it('is found by its name', () => {
    expect(allocator(entry.name)).toBe(entry);
  });
});

it('an unknown allocator lists the known ones', () => {
  const known = Object.keys(allocators).join(', ');
  expect(() => allocator('random')).toThrow(`unknown allocator "random" (expected one of ${known})`);
});

describe('a part from outside', () => {
  const about = { description: 'for the test', source: 'none' } as const;
  const widest = (): Allocation => layers.map(({ layer }) => ({ layer, bits: 8 }));

  it('is held to its promises at every call', () => {
    const tooWide = defineAllocator({ name: 'too-wide', needs: 'nothing', ...about, allocate: widest });
    expect(tooWide.part).toBe('allocator');
    expect(() => tooWide.allocate({ layers, budgetBits: 4 })).toThrow(/exceeds its budget/);
    const lazy = defineAllocator({ name: 'lazy', needs: 'nothing', ...about, allocate: () => [] });
    expect(() => lazy.allocate({ layers, budgetBits: 4 })).toThrow(/names every layer in order/);
  });

  it('is refused by the laws it breaks', async () => {
    const oneBit = defineAllocator({
      name: 'one-bit',
      needs: 'nothing',
      ...about,
      allocate: (problem) => problem.layers.map(({ layer }) => ({ layer, bits: 1 })),
    });
    const laws = allocatorLaws(oneBit);
    const broken = await Promise.allSettled(laws.map(async ({ check }) => check()));
    expect(laws.filter((_, at) => broken[at]!.status === 'rejected').map(({ name }) => name)).toEqual([
      'every layer gets a permitted width, in the order of the layers',
      'a budget of the smallest candidate gives the smallest candidate everywhere',
    ]);
  });

  it.each([
    ['a name that is no key', { name: 'Not A Key' }, /name of "Not A Key" must be a kebab-case name/],
    ['no description', { description: '' }, /description of "part" must be one line/],
    ['no function', { allocate: undefined }, /allocate of "part" must be a function/],
    [
      'an unknown need',
      { needs: 'tea' },
      /must be one of nothing, losses, group-losses, policy \(got "tea"\)/,
    ],
  ])('%s is refused', (_, wrong, message) => {
    const whole = { name: 'part', needs: 'nothing', ...about, allocate: widest };
    expect(() => defineAllocator({ ...whole, ...wrong } as never)).toThrow(message);
  });
});
