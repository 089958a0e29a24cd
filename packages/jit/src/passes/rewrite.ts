import { GraphBuilder } from '../graph/graph-builder.ts';
import type { OpName } from '../graph/op-name.ts';
import type { Attributes, Graph, GraphNode, Value } from '../graph/types.ts';

/** Values to use in place of others. Chains are followed. */
export class Substitution {
  readonly #replacements = new Map<Value, Value>();

  set(from: Value, to: Value): void {
    this.#replacements.set(from, to);
  }

  get(value: Value): Value {
    let current = value;
    for (;;) {
      const next = this.#replacements.get(current);
      if (next === undefined) return current;
      current = next;
    }
  }

  /** The inputs to use in place of a node's; the same list where none is replaced. */
  inputs(inputs: GraphNode['inputs']): GraphNode['inputs'] {
    const replaced = inputs.map((value) => (value === null ? null : this.get(value)));
    return replaced.every((value, i) => value === inputs[i]) ? inputs : replaced;
  }
}

/** A node with other inputs and attributes; the same node where nothing is other, so that it is checked once. */
export function withInputs(node: GraphNode, inputs: GraphNode['inputs'], attributes: Attributes): GraphNode {
  return inputs === node.inputs && attributes === node.attributes ? node : { ...node, inputs, attributes };
}

/** Applies `rewrite` to every graph held in attributes. */
export function mapSubgraphs(attributes: Attributes, rewrite: (graph: Graph) => Graph): Attributes {
  const entries = Object.entries(attributes);
  if (!entries.some(([, { kind }]) => kind === 'graph')) return attributes;
  return Object.fromEntries(
    entries.map(([name, attribute]) => [
      name,
      attribute.kind === 'graph' ? { kind: 'graph', value: rewrite(attribute.value) } : attribute,
    ]),
  );
}

/** Every value a graph uses, the graphs inside it included: node inputs and results. */
export function usedValues(graph: Graph, into: Set<Value> = new Set()): Set<Value> {
  for (const node of graph.nodes) {
    for (const value of node.inputs) if (value !== null) into.add(value);
    for (const attribute of Object.values(node.attributes)) {
      if (attribute.kind === 'graph') usedValues(attribute.value, into);
    }
  }
  for (const value of graph.outputs) into.add(value);
  return into;
}

/** Everything a node reads, the graphs inside it included. */
export function readsOf(node: GraphNode): Set<Value> {
  const values = new Set<Value>();
  for (const value of node.inputs) if (value !== null) values.add(value);
  for (const attribute of Object.values(node.attributes)) {
    if (attribute.kind === 'graph') usedValues(attribute.value, values);
  }
  return values;
}

/** Whether a graph or one inside it has a node of one of these operations. */
export function hasOperation({ nodes }: Graph, operations: readonly OpName[]): boolean {
  return nodes.some(
    ({ op, attributes }) =>
      operations.includes(op) ||
      Object.values(attributes).some(
        ({ kind, value }) => kind === 'graph' && hasOperation(value, operations),
      ),
  );
}

/** How often each value is used, the graphs inside included. */
function useCounts(graph: Graph, into: Map<Value, number> = new Map()): Map<Value, number> {
  const count = (value: Value): void => {
    into.set(value, (into.get(value) ?? 0) + 1);
  };
  for (const node of graph.nodes) {
    for (const value of node.inputs) if (value !== null) count(value);
    for (const attribute of Object.values(node.attributes)) {
      if (attribute.kind === 'graph') useCounts(attribute.value, into);
    }
  }
  graph.outputs.forEach(count);
  return into;
}

function largestId(graph: Graph): number {
  let largest = 0;
  const see = ({ id }: Value): void => {
    largest = Math.max(largest, id);
  };
  graph.inputs.forEach(see);
  usedValues(graph).forEach(see);
  for (const node of graph.nodes) {
    node.outputs.forEach(see);
    for (const attribute of Object.values(node.attributes)) {
      if (attribute.kind === 'graph') largest = Math.max(largest, largestId(attribute.value));
    }
  }
  return largest;
}

/** What a rule sees of one node. */
interface RuleContext {
  readonly node: GraphNode;
  /** For the nodes that take its place. */
  readonly g: GraphBuilder;
  /** The node that computes a value, if any visible node does. */
  readonly producerOf: (value: Value) => GraphNode | undefined;
  /** Uses of a value in the graph before the pass. */
  readonly uses: (value: Value) => number;
}

/** A local rewrite: the values to use in place of the node's outputs, or undefined to keep the node. */
export type Rule = (context: RuleContext) => readonly Value[] | undefined;

/** Visits every node in order, the graphs inside included, and replaces those for which a rule answers. */
export function rewriteNodes(graph: Graph, rules: readonly Rule[]): Graph {
  const ids = { next: largestId(graph) + 1 };
  const counts = useCounts(graph);
  const producers = new Map<Value, GraphNode>();
  const substitution = new Substitution();
  const register = (nodes: readonly GraphNode[]): void => {
    for (const node of nodes) for (const output of node.outputs) producers.set(output, node);
  };
  const walk = (current: Graph): Graph => {
    const g = new GraphBuilder(ids);
    for (const original of current.nodes) {
      const attributes = mapSubgraphs(original.attributes, walk);
      const node = withInputs(original, substitution.inputs(original.inputs), attributes);
      const start = g.nodes.length;
      const context = {
        node,
        g,
        producerOf: (value: Value) => producers.get(value),
        uses: (value: Value) => counts.get(value) ?? 0,
      };
      let replacement: readonly Value[] | undefined;
      for (const rule of rules) {
        replacement = rule(context);
        if (replacement !== undefined) break;
      }
      if (replacement === undefined) g.nodes.push(node);
      else node.outputs.forEach((output, i) => substitution.set(output, replacement[i]!));
      register(g.nodes.slice(start));
    }
    return {
      inputs: current.inputs,
      nodes: g.nodes,
      outputs: current.outputs.map((v) => substitution.get(v)),
    };
  };
  return walk(graph);
}
