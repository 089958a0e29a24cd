import { expect, it } from 'vitest';

import { attribute, type Value } from '../graph/types.ts';
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

it('a bias joins its convolution in both layouts unless it varies along another axis', () => {
  const text = after(
    (graph) => eliminateDeadCode(fuseBias(graph)),
    (g, x) => {
      const image = g.reshape(x, [1, 1, 2, 3]);
      const filter = g.constant('float32', Float32Array.of(2, 3), [2, 1, 1, 1]);
      const convolve = (): Value => g.emit('Conv', [image, filter]);
      const constant = (shape: readonly number[]): Value =>
        g.constant('float32', new Float32Array(2).fill(7), shape);
      return [
        g.emit('Add', [constant([2]), g.transpose(convolve(), [0, 2, 3, 1])]),
        g.emit('Add', [convolve(), constant([2, 1, 1])]),
        g.emit('Add', [convolve(), constant([1, 1, 2, 1])]),
      ];
    },
  );
  expect(text).toMatchInlineSnapshot(`
    "
    (%0: float32[2,3]) {
      %1: float32[1,1,2,3] = Reshape(%0, int64[4]{1 1 2 3})
      %2: float32[1,2,2,3] = Conv(%1, float32[2,1,1,1]{2 3}, float32[2]{7 7})
      %3: float32[1,2,3,2] = Transpose(%2) <perm=[0 2 3 1]>
      %4: float32[2] = Reshape(float32[2,1,1]{7 7}, int64[1]{2})
      %5: float32[1,2,2,3] = Conv(%1, float32[2,1,1,1]{2 3}, %4)
      %6: float32[1,2,2,3] = Conv(%1, float32[2,1,1,1]{2 3})
      %7: float32[1,2,2,3] = Add(%6, float32[1,1,2,1]{7 7})
      return %3, %5, %7
    }
    "
  `);
});
