import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import { createSortByKey } from './sort-by-key.ts';

it('sorts as the language does, equal ones as they stand', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 200 }), (drawn) => {
      const keys = Float64Array.from(drawn);
      const items = Int32Array.from(drawn.keys());
      createSortByKey(keys)(items, items.length);
      expect([...items]).toEqual([...drawn.keys()].sort((a, b) => drawn[b]! - drawn[a]!));
    }),
  );
});
