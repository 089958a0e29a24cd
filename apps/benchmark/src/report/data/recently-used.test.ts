import { describe, expect, it } from 'vitest';
import { recentlyUsed } from './recently-used.ts';

describe('results that are remembered', () => {
  it('are made once while they are kept, and the least recently used goes first', () => {
    const made: string[] = [];
    const remembered = recentlyUsed((name: string, size: number) => {
      made.push(name);
      return `${name}${size}`;
    }, 2);
    expect([remembered('a', 1), remembered('b', 1), remembered('a', 1)]).toEqual(['a1', 'b1', 'a1']);
    expect(made).toEqual(['a', 'b']);
    remembered('c', 1);
    remembered('a', 1);
    expect(made).toEqual(['a', 'b', 'c']);
    remembered('b', 1);
    expect(made).toEqual(['a', 'b', 'c', 'b']);
  });

  it('are told apart by every argument, and failures are not kept', () => {
    let calls = 0;
    const remembered = recentlyUsed((path: string, kappa: number) => {
      calls += 1;
      if (kappa < 0) throw new Error('no such margin');
      return path.length + kappa;
    }, 5);
    expect([remembered('a', 0), remembered('a', 1)]).toEqual([1, 2]);
    expect(() => remembered('a', -1)).toThrow('no such margin');
    expect(() => remembered('a', -1)).toThrow('no such margin');
    expect(calls).toBe(4);
  });
});
