import type { Graph, GraphNode, Value } from '../graph/types.ts';
import { mapSubgraphs, readsOf, Substitution, withInputs } from './rewrite.ts';

/** Values defined in a graph or the graphs inside it. */
function definitions(graph: Graph, into: Set<Value> = new Set()): Set<Value> {
  graph.inputs.forEach((value) => into.add(value));
  for (const node of graph.nodes) {
    node.outputs.forEach((value) => into.add(value));
    for (const attribute of Object.values(node.attributes)) {
      if (attribute.kind === 'graph') definitions(attribute.value, into);
    }
  }
  return into;
}

interface Hoisted {
  readonly loop: GraphNode;
  readonly before: readonly GraphNode[];
}

/** Splits a loop into what every step computes alike and the rest. */
function hoistFrom(loop: GraphNode, body: Graph, substitution: Substitution): Hoisted {
  // A carry that is handed on unchanged has its first value throughout.
  const carries = loop.inputs.length - 2;
  for (let k = 0; k < carries; k++) {
    const carryIn = body.inputs[k + 2]!;
    if (body.outputs[k + 1] !== carryIn) continue;
    substitution.set(carryIn, loop.inputs[k + 2]!);
    substitution.set(loop.outputs[k]!, loop.inputs[k + 2]!);
  }
  const varying = new Set(body.inputs.filter((value) => substitution.get(value) === value));
  const before: GraphNode[] = [];
  const nodes: GraphNode[] = [];
  for (const original of body.nodes) {
    const node = withInputs(
      original,
      substitution.inputs(original.inputs),
      mapSubgraphs(original.attributes, (inner) => substituteIn(inner, substitution)),
    );
    const inner = new Set<Value>();
    for (const attribute of Object.values(node.attributes)) {
      if (attribute.kind === 'graph') definitions(attribute.value, inner);
    }
    const varies = [...readsOf(node)].some((value) => varying.has(value) && !inner.has(value));
    (varies ? nodes : before).push(node);
    if (varies) node.outputs.forEach((value) => varying.add(value));
  }
  const outputs = body.outputs.map((value) => substitution.get(value));
  const attributes = { body: { kind: 'graph', value: { ...body, nodes, outputs } } } as const;
  return { loop: { ...loop, attributes }, before };
}

function substituteIn(graph: Graph, substitution: Substitution): Graph {
  const nodes = graph.nodes.map((node) =>
    withInputs(
      node,
      substitution.inputs(node.inputs),
      mapSubgraphs(node.attributes, (inner) => substituteIn(inner, substitution)),
    ),
  );
  return { ...graph, nodes, outputs: graph.outputs.map((value) => substitution.get(value)) };
}

function hoist(graph: Graph, substitution: Substitution): Graph {
  const nodes: GraphNode[] = [];
  for (const original of graph.nodes) {
    const attributes = mapSubgraphs(original.attributes, (inner) => hoist(inner, substitution));
    const node = withInputs(original, substitution.inputs(original.inputs), attributes);
    const body = node.op === 'Loop' ? node.attributes['body'] : undefined;
    if (body?.kind !== 'graph') {
      nodes.push(node);
      continue;
    }
    const { loop, before } = hoistFrom(node, body.value, substitution);
    nodes.push(...before, loop);
  }
  return { ...graph, nodes, outputs: graph.outputs.map((value) => substitution.get(value)) };
}

/** Moves what every step of a loop computes alike in front of it, and ends carries that never change. */
export function hoistInvariants(graph: Graph): Graph {
  return hoist(graph, new Substitution());
}
