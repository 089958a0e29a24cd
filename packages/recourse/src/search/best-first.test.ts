import fc from 'fast-check';
import { expect, it } from 'vitest';

import { createBestFirst } from './best-first.ts';

it('gives what was added by its key, the newest first of equal ones', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 })), (keys) => {
      const queue = createBestFirst<number>();
      keys.forEach((key, i) => {
        queue.add(key, i);
      });
      const expected = [...keys.keys()].sort((a, b) => keys[a]! - keys[b]! || b - a);
      expect(queue.least()).toBe(keys[expected[0] ?? -1] ?? Infinity);
      expect(Array.from(keys, () => queue.take())).toEqual(expected);
      expect(queue.size()).toBe(0);
      expect(queue.take()).toBeUndefined();
    }),
  );
});
