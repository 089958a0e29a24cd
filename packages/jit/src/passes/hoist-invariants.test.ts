import { expect, it } from 'vitest';

import { GraphBuilder } from '../graph/graph-builder.ts';
import { attribute } from '../graph/types.ts';
import { eliminateDeadCode } from './eliminate-dead-code.ts';
import { hoistInvariants } from './hoist-invariants.ts';
import { after } from './testing/test-graph.ts';

it('what every step computes alike moves in front of the loop, and constant carries end', () => {
  const text = after(
    (graph) => eliminateDeadCode(hoistInvariants(graph)),
    (g, x) => {
      const body = new GraphBuilder(g.ids);
      body.input({ dtype: 'int64', shape: [] });
      const going = body.input({ dtype: 'bool', shape: [] });
      const a = body.input({ dtype: 'float32', shape: [2, 3] });
      const fixed = body.input({ dtype: 'float32', shape: [2, 3] });
      const invariant = body.emit('Exp', [body.emit('Mul', [x, fixed])]);
      const graph = body.finish([going, body.emit('Add', [a, invariant]), fixed]);
      return g.emitAll('Loop', [g.scalar('int64', 3), null, x, x], { body: attribute.graph(graph) });
    },
  );
  expect(text).toMatchInlineSnapshot(`
    "
    (%0: float32[2,3]) {
      %1: float32[2,3] = Mul(%0, %0)
      %2: float32[2,3] = Exp(%1)
      %7: float32[2,3] = Loop(int64[]{3}, _, %0)
        (%3: int64[], %4: bool[], %5: float32[2,3]) {
          %6: float32[2,3] = Add(%5, %2)
          return %4, %6
        }
      return %7, %0
    }
    "
  `);
});
