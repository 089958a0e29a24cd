import { expect, it } from 'vitest';

import { attribute } from '../graph/types.ts';
import { eliminateDeadCode } from './eliminate-dead-code.ts';
import { fuseBias } from './fuse-bias.ts';
import { after } from './testing/test-graph.ts';

it('a bias joins its matrix product unless the bare product is needed', () => {
  const text = after(
    (graph) => eliminateDeadCode(fuseBias(graph)),
    (g, x) => {
      const flags = { transA: attribute.int(0), transB: attribute.int(1) };
      const bias = g.constant('float32', Float32Array.of(1, 2), [2]);
      const product = g.emit('Gemm', [x, x], flags);
      const shared = g.emit('Gemm', [x, g.emit('Exp', [x])], flags);
      return [g.emit('Add', [bias, product]), g.emit('Add', [shared, bias]), shared];
    },
  );
  expect(text).toMatchInlineSnapshot(`
    "
    (%0: float32[2,3]) {
      %1: float32[2,3] = Exp(%0)
      %2: float32[2,2] = Gemm(%0, %1) <transA=0, transB=1>
      %3: float32[2,2] = Gemm(%0, %0, float32[2]{1 2}) <transA=0, transB=1>
      %4: float32[2,2] = Add(%2, float32[2]{1 2})
      return %3, %4, %2
    }
    "
  `);
});
