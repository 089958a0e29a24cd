import { describe, expect, it } from 'vitest';

import { GraphBuilder } from './graph-builder.ts';
import type { Graph } from './types.ts';
import { verifyGraph } from './verify-graph.ts';
import { graphOf } from '../passes/testing/test-graph.ts';

describe('verification', () => {
  it('finds values used before they are defined, double definitions and wrong types', () => {
    const graph = graphOf((g, x) => [g.emit('Exp', [g.emit('Neg', [x])])]);
    const [first, second] = graph.nodes as [Graph['nodes'][number], Graph['nodes'][number]];
    expect(() => verifyGraph({ ...graph, nodes: [second, first] })).toThrow(
      /Exp uses %1 before it is defined/,
    );
    expect(() => verifyGraph({ ...graph, nodes: [first, first, second] })).toThrow(/%1 is defined twice/);
    const wrong = { ...second, outputs: [{ ...second.outputs[0]!, shape: [3, 2] }] };
    expect(() => verifyGraph({ ...graph, nodes: [first, wrong], outputs: wrong.outputs })).toThrow(
      /Exp declares float32\[3,2\] but computes float32\[2,3\]/,
    );
  });

  it('finds a constant that does not fill its shape', () => {
    const g = new GraphBuilder();
    const graph = g.finish([g.constant('float32', Float32Array.of(1), [2])]);
    expect(() => verifyGraph(graph)).toThrow(/does not fill its shape/);
  });
});
