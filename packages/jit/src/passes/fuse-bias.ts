import { broadcastShapes } from '../graph/broadcast-shapes.ts';
import { intsOf } from '../graph/infer-context.ts';
import { sizeOf } from '../arrays/size-of.ts';
import { sameShape, type Graph, type Value } from '../graph/types.ts';
import { hasOperation, rewriteNodes, type Rule } from './rewrite.ts';

type RuleContext = Parameters<Rule>[0];

/** Add(Gemm(a, b), c) → Gemm(a, b, c), where nothing else needs the bare product. */
function intoGemm({ g, producerOf, uses }: RuleContext, product: Value, bias: Value): Value | undefined {
  const gemm = producerOf(product);
  const fits =
    gemm?.op === 'Gemm' &&
    gemm.inputs.length === 2 &&
    uses(product) === 1 &&
    bias.shape.length <= 2 &&
    sameShape(broadcastShapes(bias.shape, product.shape), product.shape);
  return fits ? g.emit('Gemm', [...gemm.inputs, bias], gemm.attributes) : undefined;
}

/** Whether a value holds one element per index of one axis of a result and is broadcast along the others. */
function variesAlong(axis: number, value: Value, result: Value): boolean {
  const offset = result.shape.length - value.shape.length;
  return (
    offset >= 0 && value.shape.every((extent, i) => extent === (i + offset === axis ? result.shape[axis] : 1))
  );
}

/**
 * Add(Conv(x, w), c) → Conv(x, w, c) for a bias of one element a channel, also where the result was transposed, as
 * for channels last, and where nothing else needs the bare result.
 */
function intoConv({ g, producerOf, uses }: RuleContext, result: Value, bias: Value): Value | undefined {
  const last = producerOf(result);
  const transpose = last?.op === 'Transpose' ? last : undefined;
  const sums = transpose === undefined ? result : transpose.inputs[0]!;
  const conv = producerOf(sums);
  if (conv?.op !== 'Conv' || conv.inputs.length !== 2 || uses(result) !== 1 || uses(sums) !== 1)
    return undefined;
  const perm = transpose === undefined ? result.shape.map((_, i) => i) : intsOf(transpose, 'perm', []);
  if (sizeOf(bias.shape) !== sums.shape[1] || !variesAlong(perm.indexOf(1), bias, result)) return undefined;
  const biased = g.emit('Conv', [...conv.inputs, g.reshape(bias, [sums.shape[1]])], conv.attributes);
  return g.transpose(biased, perm);
}

const fuse: Rule = (context) => {
  if (context.node.op !== 'Add') return undefined;
  const [left, right] = context.node.inputs as [Value, Value];
  const fused =
    intoGemm(context, left, right) ??
    intoGemm(context, right, left) ??
    intoConv(context, left, right) ??
    intoConv(context, right, left);
  return fused === undefined ? undefined : [fused];
};

/** Lets matrix products and convolutions add the bias. */
export function fuseBias(graph: Graph): Graph {
  return hasOperation(graph, ['Conv', 'Gemm']) ? rewriteNodes(graph, [fuse]) : graph;
}
