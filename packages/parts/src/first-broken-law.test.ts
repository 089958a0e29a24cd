import { describe, expect, it } from 'vitest';
import { ConformanceError, expectLaw } from './conformance-error.ts';
import { firstBrokenLaw } from './first-broken-law.ts';
import { isPart } from './part.ts';

describe('firstBrokenLaw', () => {
  it('is null where all hold', async () => {
    expect(await firstBrokenLaw([{ name: 'holds', check: () => Promise.resolve() }])).toBeNull();
  });

  it('names the first that is broken, thrown or rejected, and checks none after it', async () => {
    let later = false;
    const laws = (check: () => void | Promise<void>) => [
      { name: 'holds', check: () => undefined },
      { name: 'is broken', check },
      { name: 'comes later', check: () => void (later = true) },
    ];
    const thrown = () => {
      expectLaw([].length > 0, () => 'there is none');
    };
    for (const check of [thrown, () => Promise.resolve().then(thrown)]) {
      const broken = await firstBrokenLaw(laws(check));
      expect(broken?.name).toBe('is broken');
      expect(broken?.error).toEqual(new ConformanceError('there is none'));
    }
    expect(later).toBe(false);
  });
});

describe('isPart', () => {
  it('tells parts from other exports of a module', () => {
    expect(isPart({ part: 'solver', name: 'mine' })).toBe(true);
    for (const other of [null, undefined, 'solver', { part: 'engine' }, {}, () => 0]) {
      expect(isPart(other)).toBe(false);
    }
  });
});
