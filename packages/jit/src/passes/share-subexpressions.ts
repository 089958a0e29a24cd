import { typeName, type Attribute, type Graph, type GraphNode, type Value } from '../graph/types.ts';
import { mapSubgraphs, Substitution, withInputs } from './rewrite.ts';

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
  const merge = (value: Value): void => {
    if (value.data === undefined || value.data.length > 4096) return;
    const key = constantKey(value);
    const first = scope.constants.get(key);
    if (first === undefined) scope.constants.set(key, value);
    else if (first !== value) substitution.set(value, first);
  };
  const nodes: GraphNode[] = [];
  for (const node of graph.nodes) {
    for (const value of node.inputs) if (value !== null) merge(substitution.get(value));
    const inputs = substitution.inputs(node.inputs);
    const attributes = mapSubgraphs(node.attributes, (inner) => share(inner, scope, substitution));
    const rewritten = withInputs(node, inputs, attributes);
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
