import { typeName, type Attribute, type Graph, type GraphNode, type Value } from '../graph/types.ts';
import { mapSubgraphs, Substitution } from './rewrite.ts';

/** What is already computed, by a key of operation, attributes and inputs. An inner graph sees the outer ones. */
interface Scope {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly constants: ReadonlyMap<string, Value>;
}

/** Contents of a constant as a key; bytes, so that NaN and −0 are told apart from what they are not. */
function constantKey(value: Value): string {
  const data = value.data ?? new Float32Array();
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return `${typeName(value)} ${bytes.join(',')}`;
}

function attributeKey(attribute: Attribute): string {
  return attribute.kind === 'graph' ? 'graph' : `${attribute.kind}${String(attribute.value)}`;
}

function nodeKey(node: GraphNode, inputs: readonly (Value | null)[]): string {
  const attributes = Object.entries(node.attributes)
    .map(([name, value]) => `${name}=${attributeKey(value)}`)
    .sort();
  return `${node.op}(${inputs.map((value) => value?.id ?? '_').join(',')})${attributes.join(';')}`;
}

function share(graph: Graph, outer: Scope, substitution: Substitution): Graph {
  const scope = { nodes: new Map(outer.nodes), constants: new Map(outer.constants) };
  const canonical = (value: Value): Value => {
    if (value.data === undefined || value.data.length > 4096) return value;
    const known = substitution.get(value);
    if (known !== value) return known;
    const key = constantKey(value);
    const first = scope.constants.get(key);
    if (first === undefined) scope.constants.set(key, value);
    else if (first !== value) substitution.set(value, first);
    return first ?? value;
  };
  const nodes: GraphNode[] = [];
  for (const node of graph.nodes) {
    const inputs = substitution
      .inputs(node.inputs)
      .map((value) => (value === null ? null : canonical(value)));
    const attributes = mapSubgraphs(node.attributes, (inner) => share(inner, scope, substitution));
    const rewritten: GraphNode = { ...node, inputs, attributes };
    // Two loops are never the same here: comparing bodies would cost more than it saves.
    const key = node.op === 'Loop' ? undefined : nodeKey(node, inputs);
    const known = key === undefined ? undefined : scope.nodes.get(key);
    if (known === undefined) {
      if (key !== undefined) scope.nodes.set(key, rewritten);
      nodes.push(rewritten);
    } else {
      node.outputs.forEach((output, i) => substitution.set(output, known.outputs[i]!));
    }
  }
  return { ...graph, nodes, outputs: graph.outputs.map((value) => substitution.get(value)) };
}

/** Computes equal expressions once: same operation, attributes and inputs. Equal small constants are merged. */
export function shareSubexpressions(graph: Graph): Graph {
  return share(graph, { nodes: new Map(), constants: new Map() }, new Substitution());
}
