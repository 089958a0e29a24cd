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

  inputs(inputs: GraphNode['inputs']): (Value | null)[] {
    return inputs.map((value) => (value === null ? null : this.get(value)));
  }
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
