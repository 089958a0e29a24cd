import type { Graph, GraphNode, Value } from '../graph/types.ts';
import { usedValues } from './rewrite.ts';

/** Keeps the items of a list at the given positions. */
function pick<T>(list: readonly T[], keep: readonly boolean[]): T[] {
  return list.filter((_, i) => keep[i]);
}

/**
 * Trims a Loop to what is used of it: stacked outputs nobody reads go, and so do carries that reach neither a
 * used result nor another carry that is kept.
 */
function trimLoop(node: GraphNode, live: ReadonlySet<Value>): GraphNode {
  const { body } = node.attributes;
  if (node.op !== 'Loop' || body?.kind !== 'graph') return node;
  const graph = body.value;
  const carries = node.inputs.length - 2;
  const carriesIn = graph.inputs.slice(2);
  const keepOutput = node.outputs.map((output) => live.has(output));
  let inner = eliminate(graph, keepOutput);
  for (;;) {
    const used = usedValues(inner);
    const revived = carriesIn.findIndex((value, i) => used.has(value) && !keepOutput[i]);
    if (revived === -1) break;
    keepOutput[revived] = true;
    inner = eliminate(graph, keepOutput);
  }
  const keepCarry = keepOutput.slice(0, carries);
  const [trips, condition, ...initial] = node.inputs;
  const [step, going, ...carried] = inner.inputs;
  return {
    op: 'Loop',
    inputs: [trips!, condition!, ...pick(initial, keepCarry)],
    outputs: pick(node.outputs, keepOutput),
    attributes: {
      body: { kind: 'graph', value: { ...inner, inputs: [step!, going!, ...pick(carried, keepCarry)] } },
    },
  };
}

/** The loop body with only the kept results (its first is the condition) and the nodes they need. */
function eliminate(body: Graph, keepOutput: readonly boolean[]): Graph {
  const [condition, ...results] = body.outputs;
  return eliminateDeadCode({ ...body, outputs: [condition!, ...pick(results, keepOutput)] });
}

/** Removes every node none of whose outputs is needed, and unused parts of loops. */
export function eliminateDeadCode(graph: Graph): Graph {
  const live = new Set<Value>(graph.outputs);
  const kept: GraphNode[] = [];
  for (let i = graph.nodes.length - 1; i >= 0; i--) {
    const node = graph.nodes[i]!;
    if (!node.outputs.some((output) => live.has(output))) continue;
    const trimmed = trimLoop(node, live);
    for (const value of trimmed.inputs) if (value !== null) live.add(value);
    for (const attribute of Object.values(trimmed.attributes)) {
      if (attribute.kind === 'graph') usedValues(attribute.value, live);
    }
    kept.push(trimmed);
  }
  return { ...graph, nodes: kept.reverse() };
}
