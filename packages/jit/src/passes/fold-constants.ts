import { intsOf } from '../graph/infer-context.ts';
import type { OpName } from '../graph/op-name.ts';
import { sizeOf } from '../arrays/size-of.ts';
import type { ConstantData, ElementType, Graph, Value } from '../graph/types.ts';
import { rewriteNodes, type Rule } from './rewrite.ts';

/** Larger results stay expressions: they would only make the model bigger. */
const largestFolded = 1024;

const unaryFolds: Partial<Record<OpName, (x: number) => number>> = {
  Abs: Math.abs,
  Exp: Math.exp,
  Log: Math.log,
  Neg: (x) => -x,
  Reciprocal: (x) => 1 / x,
  Sqrt: Math.sqrt,
};

const binaryFolds: Partial<Record<OpName, (a: number, b: number) => number>> = {
  Add: (a, b) => a + b,
  Div: (a, b) => a / b,
  Mul: (a, b) => a * b,
  Sub: (a, b) => a - b,
};

function store(dtype: ElementType, values: readonly number[]): ConstantData {
  if (dtype === 'float32') return Float32Array.from(values);
  return dtype === 'bool'
    ? Uint8Array.from(values, (x) => (x === 0 ? 0 : 1))
    : Int32Array.from(values, Math.trunc);
}

/** Flat position in an operand of the element at a flat position of the broadcast result. */
function sourceIndex(position: number, result: readonly number[], operand: readonly number[]): number {
  let rest = position;
  let index = 0;
  let stride = 1;
  for (let axis = result.length - 1; axis >= 0; axis--) {
    const coordinate = rest % result[axis]!;
    rest = Math.floor(rest / result[axis]!);
    const extent = operand[axis - result.length + operand.length] ?? 1;
    if (extent !== 1) index += coordinate * stride;
    stride *= extent;
  }
  return index;
}

function transposed(x: Value, perm: readonly number[], shape: readonly number[]): number[] {
  const strides = x.shape.map((_, axis) => sizeOf(x.shape.slice(axis + 1)));
  return Array.from({ length: sizeOf(shape) }, (_, position) => {
    let rest = position;
    let index = 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index += (rest % shape[axis]!) * strides[perm[axis]!]!;
      rest = Math.floor(rest / shape[axis]!);
    }
    return x.data![index]!;
  });
}

function evaluate({ node }: Parameters<Rule>[0]): number[] | undefined {
  const [a, b] = node.inputs as [Value, Value | undefined];
  const { shape, dtype } = node.outputs[0]!;
  const unary = unaryFolds[node.op];
  const binary = binaryFolds[node.op];
  const spread = (value: Value): number[] =>
    Array.from({ length: sizeOf(shape) }, (_, i) => value.data![sourceIndex(i, shape, value.shape)]!);
  if (unary !== undefined) return spread(a).map(unary);
  if (binary !== undefined && b !== undefined) {
    // Integer division rounds and may divide by zero, and 64 bits do not fit here: left to the runtime.
    if (dtype === 'int64' || (node.op === 'Div' && dtype !== 'float32')) return undefined;
    const right = spread(b);
    // The low bits of a product of integers, which a double may not hold.
    if (node.op === 'Mul' && dtype === 'int32') return spread(a).map((x, i) => Math.imul(x, right[i]!));
    return spread(a).map((x, i) => binary(x, right[i]!));
  }
  if (node.op === 'Cast' || node.op === 'Reshape') return Array.from(a.data!);
  if (node.op === 'Transpose') return transposed(a, intsOf(node, 'perm', []), shape);
  return undefined;
}

const fold: Rule = (context) => {
  const { node, g } = context;
  const [output, ...others] = node.outputs;
  const foldable = node.inputs.every((value) => value?.data !== undefined) && others.length === 0;
  if (!foldable || output === undefined || sizeOf(output.shape) > largestFolded) return undefined;
  const values = evaluate(context);
  return values === undefined
    ? undefined
    : [g.constant(output.dtype, store(output.dtype, values), output.shape)];
};

/**
 * Computes small expressions of constants while compiling. Broadcasts are left: consumers broadcast by themselves.
 */
export function foldConstants(graph: Graph): Graph {
  return rewriteNodes(graph, [fold]);
}
