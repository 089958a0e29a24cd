import type { Graph, GraphNode, Value } from '../graph/types.ts';
import { hasOperation, mapSubgraphs, withInputs } from './rewrite.ts';

/** What was computed before a node, in the graphs around it too. */
interface Known {
  readonly producers: Map<Value, GraphNode>;
  /** Clipped values by what they were before. */
  readonly clips: Map<Value, readonly GraphNode[]>;
}

/** `Equal(x, Clip(x, low, high))` for `low ≤ x ∧ x ≤ high`, where the clip is computed before. */
function compared(node: GraphNode, { producers, clips }: Known): GraphNode {
  if (node.op !== 'And') return node;
  const sides = node.inputs.map((side) => producers.get(side!));
  const above = sides.find((side) => side?.op === 'GreaterOrEqual');
  const below = sides.find((side) => side?.op === 'LessOrEqual');
  if (above === undefined || below === undefined) return node;
  const [x, low] = above.inputs;
  const [y, high] = below.inputs;
  const clip = clips.get(x!)?.find(({ inputs }) => inputs[1] === low && inputs[2] === high);
  if (x !== y || clip === undefined) return node;
  return { ...node, op: 'Equal', inputs: [x!, clip.outputs[0]!] };
}

function rewrite(graph: Graph, outer: Known): Graph {
  const known = { producers: new Map(outer.producers), clips: new Map(outer.clips) };
  const nodes = graph.nodes.map((original) => {
    const attributes = mapSubgraphs(original.attributes, (inner) => rewrite(inner, known));
    const node = compared(withInputs(original, original.inputs, attributes), known);
    for (const output of node.outputs) known.producers.set(output, node);
    const [x] = node.inputs;
    if (node.op === 'Clip') known.clips.set(x!, [...(known.clips.get(x!) ?? []), node]);
    return node;
  });
  return { ...graph, nodes };
}

/**
 * low ≤ x ∧ x ≤ high → x = clip(x, low, high), which is the same for every x, NaN and infinities included, where the clip is computed
 * before: one comparison in place of three operations, in the gradient of every clip.
 */
export function maskFromClip(graph: Graph): Graph {
  if (!hasOperation(graph, ['Clip'])) return graph;
  return rewrite(graph, { producers: new Map(), clips: new Map() });
}
