import { broadcastShapes } from './broadcast-shapes.ts';
import { intOf, intsOf, misfit, need, stringOf, type InferContext, type InferRule } from './infer-context.ts';
import { sameShape } from './types.ts';

export const matMul: InferRule = (context) => {
  const [a, b] = [need(context, 0), need(context, 1)];
  const inner = a.shape[a.shape.length - 1];
  if (
    a.shape.length < 2 ||
    b.shape.length < 2 ||
    inner !== b.shape[b.shape.length - 2] ||
    a.dtype !== b.dtype
  ) {
    throw misfit(context, 'takes [..., m, k] and [..., k, n] of one dtype');
  }
  const batch = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2));
  return [{ dtype: a.dtype, shape: [...batch, a.shape[a.shape.length - 2]!, b.shape[b.shape.length - 1]!] }];
};

export const gemm: InferRule = (context) => {
  const [a, b] = [need(context, 0), need(context, 1)];
  const [m, k] = intOf(context, 'transA', 0) === 1 ? [a.shape[1]!, a.shape[0]!] : [a.shape[0]!, a.shape[1]!];
  const [k2, n] = intOf(context, 'transB', 0) === 1 ? [b.shape[1]!, b.shape[0]!] : [b.shape[0]!, b.shape[1]!];
  if (
    a.shape.length !== 2 ||
    b.shape.length !== 2 ||
    k !== k2 ||
    a.dtype !== 'float32' ||
    b.dtype !== 'float32'
  ) {
    throw misfit(context, 'takes float32 matrices with matching inner extents');
  }
  const c = context.inputs[2] ?? null;
  if (c !== null && broadcastShapes(c.shape, [m, n]).join() !== [m, n].join()) {
    throw misfit(context, 'the third input must broadcast to the product');
  }
  return [{ dtype: 'float32', shape: [m, n] }];
};

/** Spatial output extents of a window sliding over `input`. */
function windows(context: InferContext, input: readonly number[], kernel: readonly number[]): number[] {
  const ones = kernel.map(() => 1);
  const [strides, dilations] = [intsOf(context, 'strides', ones), intsOf(context, 'dilations', ones)];
  const pads = intsOf(context, 'pads', [...ones, ...ones].fill(0));
  return kernel.map((extent, i) => {
    const reach = (extent - 1) * dilations[i]! + 1;
    return Math.floor((input[i]! + pads[i]! + pads[i + kernel.length]! - reach) / strides[i]!) + 1;
  });
}

export const conv: InferRule = (context) => {
  const [x, w] = [need(context, 0), need(context, 1)];
  if (x.shape[1] !== w.shape[1]! * intOf(context, 'group', 1)) throw misfit(context, 'channels must agree');
  const bias = context.inputs[2] ?? null;
  if (bias !== null && !sameShape(bias.shape, [w.shape[0]!])) {
    throw misfit(context, 'the third input has one element a filter');
  }
  const spatial = windows(context, x.shape.slice(2), w.shape.slice(2));
  return [{ dtype: x.dtype, shape: [x.shape[0]!, w.shape[0]!, ...spatial] }];
};

export const convTranspose: InferRule = (context) => {
  const [x, w] = [need(context, 0), need(context, 1)];
  if (x.shape[1] !== w.shape[0]) throw misfit(context, 'channels must agree');
  const kernel = w.shape.slice(2);
  const ones = kernel.map(() => 1);
  const [strides, dilations] = [intsOf(context, 'strides', ones), intsOf(context, 'dilations', ones)];
  const zeros = kernel.map(() => 0);
  const [pads, extra] = [
    intsOf(context, 'pads', [...zeros, ...zeros]),
    intsOf(context, 'output_padding', zeros),
  ];
  const spatial = kernel.map((extent, i) => {
    const reach = (extent - 1) * dilations[i]! + 1;
    return strides[i]! * (x.shape[i + 2]! - 1) + extra[i]! + reach - pads[i]! - pads[i + kernel.length]!;
  });
  return [{ dtype: x.dtype, shape: [x.shape[0]!, w.shape[1]! * intOf(context, 'group', 1), ...spatial] }];
};

export const averagePool: InferRule = (context) => {
  const { dtype, shape } = need(context, 0);
  return [
    {
      dtype,
      shape: [shape[0]!, shape[1]!, ...windows(context, shape.slice(2), intsOf(context, 'kernel_shape', []))],
    },
  ];
};

/** MaxPool with its second output: the flat position of each maximum. */
export const maxPool: InferRule = (context) => {
  const [pooled] = averagePool(context);
  return [pooled!, { dtype: 'int64', shape: pooled!.shape }];
};

/** Einsum: each output letter takes the extent it has in the inputs. */
export const einsum: InferRule = (context) => {
  const [left, right] = stringOf(context, 'equation', '').split('->');
  const extents = new Map<string, number>();
  left!.split(',').forEach((term, i) => {
    Array.from(term).forEach((letter, axis) => extents.set(letter, need(context, i).shape[axis]!));
  });
  return [{ dtype: need(context, 0).dtype, shape: Array.from(right!).map((letter) => extents.get(letter)!) }];
};
