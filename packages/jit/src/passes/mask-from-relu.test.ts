import { expect, it } from 'vitest';

import { maskFromRelu } from './mask-from-relu.ts';
import { after } from './testing/test-graph.ts';

it('a mask of positive elements is read from the activation of a convolution that was computed before', () => {
  const text = after(maskFromRelu, (g, x) => {
    const filter = g.constant('float32', Float32Array.of(2), [1, 1, 1, 1]);
    const y = g.transpose(g.emit('Conv', [g.reshape(x, [1, 1, 2, 3]), filter]), [0, 2, 3, 1]);
    const zero = g.float(0);
    const early = g.emit('Greater', [y, zero]);
    const activation = g.emit('Relu', [y]);
    const others = [g.emit('Greater', [y, g.float(1)]), g.emit('Less', [y, zero])];
    g.emit('Relu', [x]);
    return [early, activation, g.emit('Greater', [y, zero]), ...others, g.emit('Greater', [x, zero])];
  });
  expect(text).toMatchInlineSnapshot(`
    "
    (%0: float32[2,3]) {
      %1: float32[1,1,2,3] = Reshape(%0, int64[4]{1 1 2 3})
      %2: float32[1,1,2,3] = Conv(%1, float32[1,1,1,1]{2})
      %3: float32[1,2,3,1] = Transpose(%2) <perm=[0 2 3 1]>
      %4: bool[1,2,3,1] = Greater(%3, float32[]{0})
      %5: float32[1,2,3,1] = Relu(%3)
      %6: bool[1,2,3,1] = Greater(%3, float32[]{1})
      %7: bool[1,2,3,1] = Less(%3, float32[]{0})
      %8: float32[2,3] = Relu(%0)
      %9: bool[1,2,3,1] = Greater(%5, float32[]{0})
      %10: bool[2,3] = Greater(%0, float32[]{0})
      return %4, %5, %9, %6, %7, %10
    }
    "
  `);
});
