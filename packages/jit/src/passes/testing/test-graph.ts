import { GraphBuilder } from '../../graph/graph-builder.ts';
import { printGraph } from '../../graph/print-graph.ts';
import type { Graph, Value } from '../../graph/types.ts';
import { verifyGraph } from '../../graph/verify-graph.ts';

/** A graph with one float input x[2,3]. */
export function graphOf(build: (g: GraphBuilder, x: Value) => Value[]): Graph {
  const g = new GraphBuilder();
  const x = g.input({ dtype: 'float32', shape: [2, 3] });
  const graph = g.finish(build(g, x));
  verifyGraph(graph);
  return graph;
}

/** The text of a graph with one float input x[2,3] after a pass; checked before and after. */
export function after(pass: (graph: Graph) => Graph, build: (g: GraphBuilder, x: Value) => Value[]): string {
  const result = pass(graphOf(build));
  verifyGraph(result);
  return `\n${printGraph(result)}\n`;
}
