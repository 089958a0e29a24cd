import { broadcastShapes } from '../graph/broadcast-shapes.ts';
import type { OpName } from '../graph/op-name.ts';
import { intsOf } from '../graph/infer-context.ts';
import { sizeOf } from '../arrays/size-of.ts';
import { attribute, sameShape, type Graph, type GraphNode, type Value } from '../graph/types.ts';
import { rewriteNodes, type Rule } from './rewrite.ts';

/** Operations that broadcast all their operands. */
const broadcasting: readonly OpName[] = [
  'Add',
  'And',
  'Div',
  'Equal',
  'Greater',
  'GreaterOrEqual',
  'Less',
  'LessOrEqual',
  'Max',
  'Min',
  'Mod',
  'Mul',
  'Or',
  'Pow',
  'Sub',
  'Where',
  'Xor',
];

function isFilledWith(value: Value, fill: number): boolean {
  const { data } = value;
  return data !== undefined && data.length > 0 && data.every((x: number) => x === fill);
}

/** op(Expand(a), b) → op(a, b) where the result has its shape anyway. */
const useBroadcasting: Rule = ({ node, g, producerOf }) => {
  if (!broadcasting.includes(node.op)) return undefined;
  let inputs = node.inputs as readonly Value[];
  inputs.forEach((value, i) => {
    const producer = producerOf(value);
    if (producer?.op !== 'Expand') return;
    const shorter = inputs.map((other, k) => (k === i ? producer.inputs[0]! : other));
    const shape = broadcastShapes(...shorter.map((other) => other.shape));
    if (sameShape(shape, node.outputs[0]!.shape)) inputs = shorter;
  });
  return inputs === node.inputs ? undefined : g.emitAll(node.op, inputs, node.attributes);
};

/** x · 1, 1 · x, x / 1, x + 0, 0 + x, x − 0 → x, broadcast where the constant was larger. */
const dropNeutral: Rule = ({ node, g, producerOf }) => {
  const neutral = { Mul: 1, Div: 1, Add: 0, Sub: 0 }[node.op as string];
  if (neutral === undefined) return undefined;
  const [a, b] = node.inputs as [Value, Value];
  const source = (value: Value): Value => {
    const producer = producerOf(value);
    return producer?.op === 'Expand' ? producer.inputs[0]! : value;
  };
  const { shape } = node.outputs[0]!;
  if (isFilledWith(source(b), neutral)) return [g.expand(a, shape)];
  const commutes = node.op === 'Mul' || node.op === 'Add';
  return commutes && isFilledWith(source(a), neutral) ? [g.expand(b, shape)] : undefined;
};

/** Reshape(Reshape(x)) → Reshape(x); a reshape of a broadcast single element is a broadcast. */
const mergeReshapes: Rule = ({ node, g, producerOf }) => {
  if (node.op !== 'Reshape') return undefined;
  const [x] = node.inputs as [Value];
  const { shape } = node.outputs[0]!;
  if (sameShape(x.shape, shape)) return [x];
  const producer = producerOf(x);
  const source = producer?.inputs[0];
  if (source === null || source === undefined) return undefined;
  if (producer?.op === 'Reshape') return [g.reshape(source, shape)];
  if (producer?.op === 'Expand' && sizeOf(source.shape) === 1)
    return [g.expand(g.reshape(source, []), shape)];
  return undefined;
};

/** Transpose(Transpose(x)) → one transpose, or none. */
const mergeTransposes: Rule = ({ node, g, producerOf }) => {
  if (node.op !== 'Transpose') return undefined;
  const inner = producerOf(node.inputs[0]!);
  if (inner?.op !== 'Transpose') return undefined;
  const [outerPerm, innerPerm] = [node, inner].map((n) => intsOf(n, 'perm', []));
  return [
    g.transpose(
      inner.inputs[0]!,
      outerPerm!.map((axis) => innerPerm![axis]!),
    ),
  ];
};

/** A cast of a cast flag is a cast of the flag. */
const mergeCasts: Rule = ({ node, g, producerOf }) => {
  if (node.op !== 'Cast') return undefined;
  const inner = producerOf(node.inputs[0]!);
  const source = inner?.op === 'Cast' ? inner.inputs[0]! : undefined;
  return source?.dtype === 'bool' ? [g.cast(source, node.outputs[0]!.dtype)] : undefined;
};

/** Gemm(Transpose(a), b) → Gemm with the transposition flag turned; the same for b. */
const absorbTransposes: Rule = ({ node, g, producerOf }) => {
  if (node.op !== 'Gemm') return undefined;
  const flags = ['transA', 'transB'].map((name) => node.attributes[name]?.value === 1);
  const [a, b, ...rest] = node.inputs as Value[];
  const operands = [a!, b!].map((value, i) => {
    const producer: GraphNode | undefined = producerOf(value);
    if (producer?.op !== 'Transpose') return value;
    flags[i] = flags[i] !== true;
    return producer.inputs[0]!;
  });
  if (operands[0] === a && operands[1] === b) return undefined;
  const [transA, transB] = flags.map((flag) => attribute.int(flag ? 1 : 0));
  return g.emitAll('Gemm', [...operands, ...rest], { ...node.attributes, transA: transA!, transB: transB! });
};

const rules = [dropNeutral, useBroadcasting, mergeReshapes, mergeTransposes, mergeCasts, absorbTransposes];

/** Local rewrites that remove work TF.js's gradients leave behind: neutral factors, explicit broadcasts, chains. */
export function simplify(graph: Graph): Graph {
  return rewriteNodes(graph, rules);
}
