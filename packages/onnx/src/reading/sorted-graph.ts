import { OnnxError } from '../onnx-error.ts';
import { quoted } from '../quoted.ts';
import type { OnnxGraph, OnnxNode } from '../model/onnx-file.ts';

function refuse(rule: string, expected: string, got: string): never {
  throw new OnnxError(`readOnnx: ${rule} (expected ${expected}, got ${got}). Write the file again.`);
}

const titleOf = ({ name, operator, outputs }: OnnxNode): string =>
  `${quoted(operator)} ${quoted(name || (outputs[0] ?? ''))}`;

/** Every name that a graph defines, with the operator that gives it; null for inputs and initializers. */
function definitions({ inputs, initializers, nodes }: OnnxGraph): Map<string, OnnxNode | null> {
  const makers = new Map<string, OnnxNode | null>();
  const define = (name: string, maker: OnnxNode | null): void => {
    if (makers.has(name)) refuse('each value is given once', `one ${quoted(name)}`, 'two');
    makers.set(name, maker);
  };
  for (const { name } of [...inputs, ...initializers]) define(name, null);
  for (const node of nodes) {
    for (const name of node.outputs) if (name !== '') define(name, node);
  }
  return makers;
}

/** Names that graphs within an operator read of the graph around them, beside its own inputs. */
function readsOf(node: OnnxNode): string[] {
  const inner = Object.values(node.attributes).flatMap((attribute) => {
    if (attribute.kind !== 'graph') return [];
    const { value: graph } = attribute;
    const own = new Set([
      ...[...graph.inputs, ...graph.initializers].map(({ name }) => name),
      ...graph.nodes.flatMap(({ outputs }) => outputs),
    ]);
    return [...graph.nodes.flatMap(readsOf), ...graph.outputs.map(({ name }) => name)].filter(
      (name) => !own.has(name),
    );
  });
  return [...node.inputs.filter((name) => name !== ''), ...inner];
}

/** Operators such that each comes behind what it reads; those of the file where it has them so. */
function sorted(
  graph: OnnxGraph,
  makers: ReadonlyMap<string, OnnxNode | null>,
  outer: ReadonlySet<string>,
): OnnxNode[] {
  const waits = new Map<OnnxNode, number>();
  const readers = new Map<OnnxNode, OnnxNode[]>();
  for (const node of graph.nodes) {
    let count = 0;
    for (const name of new Set(readsOf(node))) {
      const maker = makers.get(name);
      if (maker === undefined && !outer.has(name)) {
        refuse('an operator reads what is there', `${quoted(name)} somewhere`, `none for ${titleOf(node)}`);
      }
      if (maker === undefined || maker === null) continue;
      count += 1;
      const known = readers.get(maker);
      if (known === undefined) readers.set(maker, [node]);
      else known.push(node);
    }
    waits.set(node, count);
  }
  const ready = graph.nodes.filter((node) => waits.get(node) === 0);
  for (let at = 0; at < ready.length; at += 1) {
    for (const reader of readers.get(ready[at]!) ?? []) {
      const left = waits.get(reader)! - 1;
      waits.set(reader, left);
      if (left === 0) ready.push(reader);
    }
  }
  const stuck = graph.nodes.find((node) => waits.get(node)! > 0);
  if (stuck !== undefined) {
    refuse('operators do not wait for each other in a circle', 'an order', `a cycle at ${titleOf(stuck)}`);
  }
  return ready;
}

/** Whether each operator comes behind those that it waits for. */
function isSorted(nodes: readonly OnnxNode[], makers: ReadonlyMap<string, OnnxNode | null>): boolean {
  const done = new Set<OnnxNode>();
  return nodes.every((node) => {
    const behind = readsOf(node).every((name) => {
      const maker = makers.get(name) ?? null;
      return maker === null || done.has(maker);
    });
    done.add(node);
    return behind;
  });
}

/**
 * A graph whose names are checked: each given once, each that is read given, no cycle; with its operators in order.
 *
 * @param outer names of the graphs around it.
 * @throws OnnxError naming the value or operator.
 */
export function sortedGraph(graph: OnnxGraph, outer: ReadonlySet<string> = new Set()): OnnxGraph {
  const makers = definitions(graph);
  const names = new Set<string>();
  for (const { name } of graph.outputs) {
    if (names.has(name)) refuse('outputs have names apart', `one ${quoted(name)}`, 'two');
    names.add(name);
    if (!makers.has(name) && !outer.has(name)) {
      refuse('an output is given by something', `an operator for ${quoted(name)}`, 'none');
    }
  }
  const ordered = sorted(graph, makers, outer);
  const nodes = isSorted(graph.nodes, makers) ? graph.nodes : ordered;
  const visible = new Set([...outer, ...makers.keys()]);
  for (const node of nodes) {
    for (const attribute of Object.values(node.attributes)) {
      if (attribute.kind === 'graph') sortedGraph(attribute.value, visible);
    }
  }
  return { ...graph, nodes };
}
