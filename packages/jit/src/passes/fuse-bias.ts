import { broadcastShapes } from '../graph/broadcast-shapes.ts';
import { sameShape, type Graph, type Value } from '../graph/types.ts';
import { rewriteNodes, type Rule } from './rewrite.ts';

/** Add(Gemm(a, b), c) → Gemm(a, b, c), where nothing else needs the bare product. */
const fuse: Rule = ({ node, g, producerOf, uses }) => {
  if (node.op !== 'Add') return undefined;
  const [left, right] = node.inputs as [Value, Value];
  for (const [product, bias] of [
    [left, right],
    [right, left],
  ] as const) {
    const gemm = producerOf(product);
    const fits =
      gemm?.op === 'Gemm' &&
      gemm.inputs.length === 2 &&
      uses(product) === 1 &&
      bias.shape.length <= 2 &&
      sameShape(broadcastShapes(bias.shape, product.shape), product.shape);
    if (fits) return g.emitAll('Gemm', [...gemm.inputs, bias], gemm.attributes);
  }
  return undefined;
};

/** Lets the matrix product add the bias. */
export function fuseBias(graph: Graph): Graph {
  return rewriteNodes(graph, [fuse]);
}
