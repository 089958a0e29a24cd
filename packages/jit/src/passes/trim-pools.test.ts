import { expect, it } from 'vitest';

import { attribute } from '../graph/types.ts';
import { after } from './testing/test-graph.ts';
import { trimPools } from './trim-pools.ts';

it('positions of maxima go where nobody reads them', () => {
  const text = after(trimPools, (g, x) => {
    const image = g.reshape(x, [1, 1, 2, 3]);
    const window = (size: number) => ({ kernel_shape: attribute.ints([size, size]) });
    const [pooled] = g.emitAll('MaxPool', [image], window(1));
    const [, positions] = g.emitAll('MaxPool', [image], window(2));
    return [pooled!, positions!];
  });
  expect(text).toMatchInlineSnapshot(`
    "
    (%0: float32[2,3]) {
      %1: float32[1,1,2,3] = Reshape(%0, int64[4]{1 1 2 3})
      %2: float32[1,1,2,3] = MaxPool(%1) <kernel_shape=[1 1]>
      %3: float32[1,1,1,2], %4: int64[1,1,1,2] = MaxPool(%1) <kernel_shape=[2 2]>
      return %2, %4
    }
    "
  `);
});
