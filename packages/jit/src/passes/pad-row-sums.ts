import { attribute, type Graph } from '../graph/types.ts';
import { hasOperation, rewriteNodes, type Rule } from './rewrite.ts';

/** Up to as many rows and columns ONNX Runtime, on one thread, sums a column after another, in strides. */
const mostInStrides = 256;

/** From as many rows on the sum is worth the copy. */
const fewestRows = 192;

/** From as many columns on. */
const fewestColumns = 16;

const pad: Rule = ({ node, g }) => {
  if (node.op !== 'ReduceSum') return undefined;
  const [x, axes] = node.inputs;
  if (!x || x.dtype !== 'float32' || x.shape.length !== 2) return undefined;
  if (axes?.data?.length !== 1 || Number(axes.data[0]) !== 0) return undefined;
  const [rows, columns] = x.shape as [number, number];
  if (rows < fewestRows || columns < fewestColumns || Math.max(rows, columns) > mostInStrides)
    return undefined;
  const missing = mostInStrides + 1 - rows;
  const zeros = g.constant('float32', new Float32Array(missing * columns), [missing, columns]);
  const padded = g.emit('Concat', [x, zeros], { axis: attribute.int(0) });
  return g.emitAll('ReduceSum', [padded, axes], node.attributes);
};

/**
 * The sum over 192 to 256 rows → the sum over 257, the last of them zeros. ONNX Runtime sums more than 256 rows a row at
 * a time, which the processor does four columns or more at once, and fewer a column at a time. Either adds the rows in
 * their order to a sum that zeros do not change, so every bit is the same, in half the time with the copy. Batches of 256
 * rows, whose gradients of biases are such sums, are usual.
 *
 * @see onnxruntime, `core/providers/cpu/reduction/reduction_ops.cc`, `CommonFastReduceCopy` (the case `kRK`).
 */
export function padRowSums(graph: Graph): Graph {
  return hasOperation(graph, ['ReduceSum']) ? rewriteNodes(graph, [pad]) : graph;
}
