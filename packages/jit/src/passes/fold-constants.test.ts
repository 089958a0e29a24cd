import { expect, it } from 'vitest';

import { foldConstants } from './fold-constants.ts';
import { after } from './testing/test-graph.ts';

it('expressions of constants are computed', () => {
  const text = after(foldConstants, (g, x) => {
    const matrix = g.constant('float32', Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3]);
    const scale = g.emit('Div', [g.float(1), g.emit('Sqrt', [g.float(16)])]);
    const column = g.constant('float32', Float32Array.of(10, 20), [2, 1]);
    return [
      g.emit('Mul', [x, scale]),
      g.emit('Add', [g.transpose(g.transpose(matrix, [1, 0]), [1, 0]), x]),
      g.emit('Sub', [x, g.emit('Mul', [matrix, column])]),
      g.cast(g.constant('float32', Float32Array.of(-1.7, 2), [2]), 'int32'),
    ];
  });
  expect(text).toMatchInlineSnapshot(`
    "
    (%0: float32[2,3]) {
      %1: float32[2,3] = Mul(%0, float32[]{0.25})
      %2: float32[2,3] = Add(float32[2,3]{1 2 3 4 …}, %0)
      %3: float32[2,3] = Sub(%0, float32[2,3]{10 20 30 80 …})
      return %1, %2, %3, int32[2]{-1 2}
    }
    "
  `);
});
