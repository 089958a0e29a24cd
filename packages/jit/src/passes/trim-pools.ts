import type { Graph, GraphNode } from '../graph/types.ts';
import { mapSubgraphs, usedValues, withInputs } from './rewrite.ts';

/**
 * Leaves out the positions of maxima that nobody reads: the engine then pools many times as fast. Comes after
 * equal expressions were merged, since a pool without positions and one with them are told apart by nothing else.
 */
export function trimPools(graph: Graph): Graph {
  const used = usedValues(graph);
  const trim = (node: GraphNode): GraphNode => {
    if (node.op !== 'MaxPool') {
      return withInputs(node, node.inputs, mapSubgraphs(node.attributes, trimPools));
    }
    const [pooled, positions] = node.outputs;
    return positions === undefined || used.has(positions) ? node : { ...node, outputs: [pooled!] };
  };
  return { ...graph, nodes: graph.nodes.map(trim) };
}
