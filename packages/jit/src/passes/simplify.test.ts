import { describe, expect, it } from 'vitest';

import { attribute } from '../graph/types.ts';
import { simplify } from './simplify.ts';
import { after } from './testing/test-graph.ts';

describe('simplification', () => {
  it('drops explicit broadcasts, neutral operands and chains of reshapes, transposes and casts', () => {
    const text = after(simplify, (g, x) => {
      const ones = g.expand(g.float(1), [2, 3]);
      const wide = g.expand(g.emit('ReduceSum', [x, g.ints([1])], { keepdims: attribute.int(1) }), [2, 3]);
      const flags = g.cast(g.cast(g.emit('Greater', [x, g.float(0)]), 'int32'), 'float32');
      return [
        g.emit('Mul', [x, ones]),
        g.emit('Add', [wide, x]),
        g.transpose(g.transpose(x, [1, 0]), [1, 0]),
        g.reshape(g.reshape(x, [6]), [3, 2]),
        flags,
        g.emit('Mul', [
          g.reshape(
            g.expand(g.emit('ReduceSum', [x, g.ints([0, 1])], { keepdims: attribute.int(0) }), [6]),
            [2, 3],
          ),
          x,
        ]),
      ];
    });
    expect(text).toMatchInlineSnapshot(`
      "
      (%0: float32[2,3]) {
        %1: float32[2,3] = Expand(float32[]{1}, int64[2]{2 3})
        %2: float32[2,1] = ReduceSum(%0, int64[1]{1}) <keepdims=1>
        %3: float32[2,3] = Expand(%2, int64[2]{2 3})
        %4: bool[2,3] = Greater(%0, float32[]{0})
        %5: int32[2,3] = Cast(%4) <to=6>
        %6: float32[2,3] = Cast(%4) <to=1>
        %7: float32[2,3] = Add(%2, %0)
        %8: float32[3,2] = Transpose(%0) <perm=[1 0]>
        %9: float32[6] = Reshape(%0, int64[1]{6})
        %10: float32[3,2] = Reshape(%0, int64[2]{3 2})
        %11: float32[] = ReduceSum(%0, int64[2]{0 1}) <keepdims=0>
        %12: float32[6] = Expand(%11, int64[1]{6})
        %13: float32[2,3] = Expand(%11, int64[2]{2 3})
        %14: float32[2,3] = Mul(%11, %0)
        return %0, %7, %0, %10, %6, %14
      }
      "
    `);
  });

  it('lets Gemm transpose', () => {
    const text = after(simplify, (g, x) => [
      g.emit('Gemm', [g.transpose(x, [1, 0]), g.transpose(x, [1, 0])], {
        transA: attribute.int(0),
        transB: attribute.int(1),
      }),
    ]);
    expect(text).toMatchInlineSnapshot(`
      "
      (%0: float32[2,3]) {
        %1: float32[3,2] = Transpose(%0) <perm=[1 0]>
        %2: float32[3,2] = Transpose(%0) <perm=[1 0]>
        %3: float32[3,3] = Gemm(%0, %0) <transA=1, transB=0>
        return %3
      }
      "
    `);
  });

  it('keeps a broadcast that gives the result its shape', () => {
    const text = after(simplify, (g, x) => {
      const total = g.emit('ReduceSum', [x, g.ints([0, 1])], { keepdims: attribute.int(0) });
      return [
        g.emit('Exp', [g.expand(total, [4])]),
        g.emit('Mul', [g.expand(total, [4]), g.expand(g.float(1), [4])]),
      ];
    });
    expect(text).toMatchInlineSnapshot(`
      "
      (%0: float32[2,3]) {
        %1: float32[] = ReduceSum(%0, int64[2]{0 1}) <keepdims=0>
        %2: float32[4] = Expand(%1, int64[1]{4})
        %3: float32[4] = Exp(%2)
        %4: float32[4] = Expand(%1, int64[1]{4})
        %5: float32[4] = Expand(float32[]{1}, int64[1]{4})
        return %3, %4
      }
      "
    `);
  });
});
