import { expect, it } from 'vitest';

import { GraphBuilder } from '../graph/graph-builder.ts';
import { attribute, type Value } from '../graph/types.ts';
import { eliminateDeadCode } from './eliminate-dead-code.ts';
import { after } from './testing/test-graph.ts';

it('dead code goes, also inside a loop: unread outputs and carries that reach nothing', () => {
  const text = after(eliminateDeadCode, (g, x) => {
    g.emit('Exp', [x]);
    const body = new GraphBuilder(g.ids);
    body.input({ dtype: 'int64', shape: [] });
    const going = body.input({ dtype: 'bool', shape: [] });
    const [a, b, c] = [0, 1, 2].map(() => body.input({ dtype: 'float32', shape: [2, 3] })) as [
      Value,
      Value,
      Value,
    ];
    const next = body.emit('Add', [a, b]);
    const unread = body.emit('Sin', [c]);
    const graph = body.finish([going, next, body.emit('Cos', [b]), body.emit('Tan', [c]), unread, next]);
    const [last] = g.emitAll('Loop', [g.scalar('int64', 3), null, x, x, x], { body: attribute.graph(graph) });
    return [last!];
  });
  expect(text).toMatchInlineSnapshot(`
    "
    (%0: float32[2,3]) {
      %7: float32[2,3], %8: float32[2,3] = Loop(int64[]{3}, _, %0, %0)
        (%1: int64[], %2: bool[], %3: float32[2,3], %4: float32[2,3]) {
          %5: float32[2,3] = Add(%3, %4)
          %6: float32[2,3] = Cos(%4)
          return %2, %5, %6
        }
      return %7
    }
    "
  `);
});
