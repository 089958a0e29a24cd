import type { Graph } from '../graph/types.ts';

export function optimize(graph: Graph): Graph {
  return graph;
}
