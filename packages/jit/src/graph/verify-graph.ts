import { JitError } from '../errors/jit-error.ts';
import { inferenceRules } from './infer-types.ts';
import { sizeOf } from '../arrays/size-of.ts';
import { typeName, type Graph, type GraphNode, type Value } from './types.ts';

function check(condition: boolean, rule: () => string): void {
  if (!condition) throw new JitError(`internal: the graph is malformed: ${rule()}.`);
}

/** Nodes whose declared types are those of their rule. Nodes never change, so that is computed once. */
const typed = new WeakSet<GraphNode>();

function verifyTypes(node: GraphNode): void {
  if (typed.has(node)) return;
  const declared = node.outputs.map(typeName);
  const computed = inferenceRules[node.op](node).map(typeName);
  const types = node.op === 'MaxPool' ? computed.slice(0, declared.length) : computed;
  check(
    types.join() === declared.join(),
    () => `${node.op} declares ${declared.join(', ')} but computes ${types.join(', ')}`,
  );
  typed.add(node);
}

function verify(graph: Graph, outer: ReadonlySet<Value>, everDefined: Set<Value>): void {
  const visible = new Set(outer);
  const define = (value: Value): void => {
    check(!everDefined.has(value), () => `value %${value.id} is defined twice`);
    check(value.data === undefined, () => `constant %${value.id} is also computed`);
    everDefined.add(value);
    visible.add(value);
  };
  const use = (value: Value, by: string): void => {
    if (value.data === undefined)
      check(visible.has(value), () => `${by} uses %${value.id} before it is defined`);
    else
      check(value.data.length === sizeOf(value.shape), () => `constant %${value.id} does not fill its shape`);
  };
  graph.inputs.forEach(define);
  for (const node of graph.nodes) {
    node.inputs.forEach((value) => value !== null && use(value, node.op));
    for (const { kind, value } of Object.values(node.attributes)) {
      if (kind === 'graph') verify(value, visible, everDefined);
    }
    verifyTypes(node);
    node.outputs.forEach(define);
  }
  graph.outputs.forEach((value) => use(value, 'the result'));
}

/**
 * Checks a graph and the graphs inside it: every value is defined once and before use, constants fill their
 * shapes, and every node's declared output types are those its rule computes (of MaxPool the positions may be left out).
 *
 * @throws JitError always an internal error: a wrong lowering or pass, never a mistake of the user.
 */
export function verifyGraph(graph: Graph): void {
  verify(graph, new Set(), new Set());
}
