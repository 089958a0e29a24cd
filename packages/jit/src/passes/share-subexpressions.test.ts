import { expect, it } from 'vitest';

import { GraphBuilder } from '../graph/graph-builder.ts';
import { attribute } from '../graph/types.ts';
import { shareSubexpressions } from './share-subexpressions.ts';
import { after } from './testing/test-graph.ts';

it('equal expressions and equal constants are shared, also with the graph around a loop', () => {
  const text = after(shareSubexpressions, (g, x) => {
    const once = g.emit('Mul', [x, g.float(2)]);
    const twice = g.emit('Mul', [x, g.float(2)]);
    const body = new GraphBuilder(g.ids);
    body.input({ dtype: 'int64', shape: [] });
    const going = body.input({ dtype: 'bool', shape: [] });
    const a = body.input({ dtype: 'float32', shape: [2, 3] });
    const graph = body.finish([going, body.emit('Add', [a, body.emit('Mul', [x, body.float(2)])])]);
    const [last] = g.emitAll('Loop', [g.scalar('int64', 3), null, once], { body: attribute.graph(graph) });
    return [
      g.emit('Sub', [twice, last!]),
      g.emit('Softmax', [x], { axis: attribute.int(0) }),
      g.emit('Softmax', [x], { axis: attribute.int(1) }),
    ];
  });
  expect(text).toMatchInlineSnapshot(`
    "
    (%0: float32[2,3]) {
      %1: float32[2,3] = Mul(%0, float32[]{2})
      %6: float32[2,3] = Loop(int64[]{3}, _, %1)
        (%2: int64[], %3: bool[], %4: float32[2,3]) {
          %5: float32[2,3] = Add(%4, %1)
          return %3, %5
        }
      %7: float32[2,3] = Sub(%1, %6)
      %8: float32[2,3] = Softmax(%0) <axis=0>
      %9: float32[2,3] = Softmax(%0) <axis=1>
      return %7, %8, %9
    }
    "
  `);
});
