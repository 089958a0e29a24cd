import type { Graph, GraphNode, Value } from '../graph/types.ts';
import { mapSubgraphs, readsOf, withInputs } from './rewrite.ts';

/** For every node the nodes that read it, and how many nodes it reads itself. */
function edges({ nodes }: Graph): { readers: Map<GraphNode, GraphNode[]>; waiting: Map<GraphNode, number> } {
  const producers = new Map<Value, GraphNode>();
  for (const node of nodes) for (const output of node.outputs) producers.set(output, node);
  const readers = new Map<GraphNode, GraphNode[]>(nodes.map((node) => [node, []]));
  const waiting = new Map<GraphNode, number>();
  for (const node of nodes) {
    const sources = new Set<GraphNode>();
    for (const value of readsOf(node)) {
      const source = producers.get(value);
      if (source !== undefined) sources.add(source);
    }
    for (const source of sources) readers.get(source)!.push(node);
    waiting.set(node, sources.size);
  }
  return { readers, waiting };
}

function inOrder(graph: Graph): readonly GraphNode[] {
  const { readers, waiting } = edges(graph);
  /** Nodes on the longest way to a result. */
  const heights = new Map<GraphNode, number>();
  for (const node of [...graph.nodes].reverse()) {
    let height = 0;
    for (const reader of readers.get(node)!) height = Math.max(height, heights.get(reader)! + 1);
    heights.set(node, height);
  }
  const ordered: GraphNode[] = [];
  const ready = graph.nodes.filter((node) => waiting.get(node) === 0).reverse();
  for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
    ordered.push(node);
    const freed: GraphNode[] = [];
    for (const reader of readers.get(node)!) {
      const left = waiting.get(reader)! - 1;
      waiting.set(reader, left);
      if (left === 0) freed.push(reader);
    }
    ready.push(...freed.sort((a, b) => heights.get(b)! - heights.get(a)!));
  }
  return ordered;
}

/**
 * Puts every node soon after what it reads: of the nodes that are ready the one freed last, and of several freed at
 * once the one nearest to a result.
 *
 * ONNX Runtime sorts a graph again for every one of its passes and keeps the nodes that are ready in a list it
 * walks from the front, by their place in the file. A gradient follows the whole forward pass in the recording
 * although half of it is ready long before, so that list grows as long as the graph and loading takes time in its
 * square. In this order the list stays short.
 *
 * @param atLeast nodes from which a graph is sorted: smaller ones load fast in any order and keep the recorded one.
 */
export function orderByReadiness(graph: Graph, atLeast = 1000): Graph {
  const nodes = graph.nodes.length < atLeast ? graph.nodes : inOrder(graph);
  const inner = (body: Graph): Graph => orderByReadiness(body, atLeast);
  return {
    ...graph,
    nodes: nodes.map((node) => withInputs(node, node.inputs, mapSubgraphs(node.attributes, inner))),
  };
}
