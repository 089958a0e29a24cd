import fc from 'fast-check';
import { expect, it } from 'vitest';

import { GraphBuilder } from '../graph/graph-builder.ts';
import { attribute, type Graph, type Value } from '../graph/types.ts';
import { verifyGraph } from '../graph/verify-graph.ts';
import { orderByReadiness } from './order-by-readiness.ts';
import { after } from './testing/test-graph.ts';

it('a node follows what it reads, and what is nearest to a result comes first', () => {
  const text = after(
    (graph) => orderByReadiness(graph, 0),
    (g, x) => {
      const late = g.emit('Tanh', [g.emit('Exp', [g.emit('Abs', [x])])]);
      return [late, g.emit('Neg', [x])];
    },
  );
  expect(text).toMatchInlineSnapshot(`
    "
    (%0: float32[2,3]) {
      %1: float32[2,3] = Abs(%0)
      %2: float32[2,3] = Exp(%1)
      %3: float32[2,3] = Tanh(%2)
      %4: float32[2,3] = Neg(%0)
      return %3, %4
    }
    "
  `);
});

it('orders the body of a loop too', () => {
  const text = after(
    (graph) => orderByReadiness(graph, 0),
    (g, x) => {
      const body = new GraphBuilder(g.ids);
      body.input({ dtype: 'int64', shape: [] });
      const going = body.input({ dtype: 'bool', shape: [] });
      const carry = body.input(x);
      const deep = body.emit('Exp', [body.emit('Abs', [carry])]);
      const sum = body.emit('Add', [deep, body.emit('Neg', [carry])]);
      const graph = body.finish([going, sum]);
      return g.emitAll('Loop', [g.scalar('int64', 3), null, x], { body: attribute.graph(graph) });
    },
  );
  expect(text).toMatchInlineSnapshot(`
    "
    (%0: float32[2,3]) {
      %8: float32[2,3] = Loop(int64[]{3}, _, %0)
        (%1: int64[], %2: bool[], %3: float32[2,3]) {
          %4: float32[2,3] = Abs(%3)
          %5: float32[2,3] = Exp(%4)
          %6: float32[2,3] = Neg(%3)
          %7: float32[2,3] = Add(%5, %6)
          return %2, %7
        }
      return %8
    }
    "
  `);
});

/** The most nodes that wait side by side when the ready node written first always goes next. */
function longestQueue({ nodes }: Graph): number {
  const done = new Set<Value>();
  const computed = new Set(nodes.flatMap(({ outputs }) => outputs));
  const left = [...nodes];
  let longest = 0;
  while (left.length > 0) {
    const ready = left.filter(({ inputs }) =>
      inputs.every((value) => value === null || !computed.has(value) || done.has(value)),
    );
    longest = Math.max(longest, ready.length);
    left.splice(left.indexOf(ready[0]!), 1);
    for (const output of ready[0]!.outputs) done.add(output);
  }
  return longest;
}

it('few nodes wait side by side, however long the chain before its gradient', () => {
  const g = new GraphBuilder();
  const x = g.input({ dtype: 'float32', shape: [2] });
  const chain = [x];
  for (let i = 0; i < 40; i++) chain.push(g.emit('Tanh', [chain[i]!]));
  let gradient: Value = g.float(1);
  for (const y of chain.slice(1).reverse()) {
    gradient = g.emit('Mul', [gradient, g.emit('Sub', [g.float(1), g.emit('Mul', [y, y])])]);
  }
  const graph = g.finish([gradient]);
  expect(longestQueue(graph)).toBeGreaterThan(30);
  expect(longestQueue(orderByReadiness(graph, 0))).toBeLessThanOrEqual(4);
});

it('keeps every node of random graphs once and in a valid order', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { maxLength: 40 }), (pairs) => {
      const g = new GraphBuilder();
      const values = [g.input({ dtype: 'float32', shape: [2] })];
      for (const [a, b] of pairs) {
        values.push(g.emit('Add', [values[a % values.length]!, values[b % values.length]!]));
      }
      const graph = g.finish(values.slice(-1));
      const ordered = orderByReadiness(graph, 0);
      verifyGraph(ordered);
      expect(new Set(ordered.nodes)).toEqual(new Set(graph.nodes));
      expect(ordered.nodes).toHaveLength(graph.nodes.length);
    }),
  );
});
