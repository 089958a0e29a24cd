import type {
  ConcatAttrs,
  ExpandDimsAttrs,
  PackAttrs,
  ReshapeAttrs,
  ReverseAttrs,
  SliceAttrs,
  SplitVAttrs,
  StridedSliceAttrs,
  TileAttrs,
  TransposeAttrs,
  UnpackAttrs,
} from '@tensorflow/tfjs-core';
import { backend_util, util } from '@tensorflow/tfjs-core';

import type { GraphBuilder } from '../graph/graph-builder.ts';
import { sizeOf } from '../arrays/size-of.ts';
import { attribute, type Value } from '../graph/types.ts';
import { input, inputList, type Lowering } from './lowering.ts';
import { stridedSliceInfo } from './strided-slice-info.ts';

export const identity: Lowering = (context) => input(context, 'x');

export const reshape: Lowering<ReshapeAttrs> = (context, { shape }) => {
  const x = input(context, 'x');
  return context.g.reshape(x, util.inferFromImplicitShape([...shape], sizeOf(x.shape)));
};

export const expandDims: Lowering<ExpandDimsAttrs> = (context, { dim }) => {
  const x = input(context, 'input');
  const at = dim < 0 ? x.shape.length + 1 + dim : dim;
  return context.g.reshape(x, [...x.shape.slice(0, at), 1, ...x.shape.slice(at)]);
};

export const transpose: Lowering<TransposeAttrs> = (context, { perm }) =>
  context.g.transpose(input(context, 'x'), perm);

export const concat: Lowering<ConcatAttrs> = (context, { axis }) => {
  const values = inputList(context);
  const [at] = util.parseAxisParam(axis, [...values[0]!.shape]);
  const { dtype } = values[0]!;
  const filled = values.filter((value) => sizeOf(value.shape) > 0);
  const operands = (filled.length === 0 ? values : filled).map((value) => context.g.cast(value, dtype));
  if (operands.length === 1) return operands[0]!;
  return context.g.emit('Concat', operands, { axis: attribute.int(at!) });
};

export const pack: Lowering<PackAttrs> = (context, { axis }) => {
  const { g } = context;
  const values = inputList(context);
  const shape = [...values[0]!.shape];
  const at = axis < 0 ? shape.length + 1 + axis : axis;
  const rows = values.map((value) => g.reshape(value, [...shape.slice(0, at), 1, ...shape.slice(at)]));
  return rows.length === 1 ? rows[0]! : g.emit('Concat', rows, { axis: attribute.int(at) });
};

function splitSizes(g: GraphBuilder, x: Value, sizes: readonly number[], axis: number): Value[] {
  return sizes.length === 1 ? [x] : g.emitAll('Split', [x, g.ints(sizes)], { axis: attribute.int(axis) });
}

export const unpack: Lowering<UnpackAttrs> = (context, { axis }) => {
  const { g } = context;
  const value = input(context, 'value');
  const [at] = util.parseAxisParam(axis, [...value.shape]);
  const parts = splitSizes(
    g,
    value,
    Array.from({ length: value.shape[at!]! }, () => 1),
    at!,
  );
  return parts.map((part) =>
    g.reshape(
      part,
      value.shape.filter((_, i) => i !== at),
    ),
  );
};

export const splitV: Lowering<SplitVAttrs> = (context, { numOrSizeSplits, axis }) => {
  const x = input(context, 'x');
  const [at] = util.parseAxisParam(axis, [...x.shape]);
  const sizes = backend_util.prepareSplitSize(
    { dataId: {}, shape: [...x.shape], dtype: 'float32' },
    numOrSizeSplits,
    at,
  );
  return splitSizes(context.g, x, sizes, at!);
};

/** Slice over all axes with explicit steps. */
export function sliceAll(
  g: GraphBuilder,
  x: Value,
  starts: readonly number[],
  ends: readonly number[],
  steps: readonly number[] = x.shape.map(() => 1),
): Value {
  const axes = x.shape
    .map((_, i) => i)
    .filter((i) => starts[i] !== 0 || ends[i] !== x.shape[i] || steps[i] !== 1);
  if (axes.length === 0) return x;
  const pick = (list: readonly number[]): Value => g.ints(axes.map((axis) => list[axis]!));
  return g.emit('Slice', [x, pick(starts), pick(ends), g.ints(axes), pick(steps)]);
}

export const slice: Lowering<SliceAttrs> = (context, { begin, size }) => {
  const x = input(context, 'x');
  const [starts, sizes] = [listOf(begin), listOf(size)];
  const from = x.shape.map((_, axis) => starts[axis] ?? 0);
  const to = x.shape.map((extent, axis) => {
    const wanted = sizes[axis] ?? -1;
    return wanted < 0 ? extent : from[axis]! + wanted;
  });
  return sliceAll(context.g, x, from, to);
};

function listOf(value: number | readonly number[] | undefined): readonly number[] {
  return typeof value === 'number' ? [value] : (value ?? []);
}

/** Far enough below every index to mean "through the first element" for a negative step. */
const beforeFirst = -(2 ** 30);

export const stridedSlice: Lowering<StridedSliceAttrs> = (context, attrs) => {
  const { g } = context;
  const x = input(context, 'x');
  const info = stridedSliceInfo(x.shape, attrs);
  if (info.finalShapeSparse.some((extent) => extent === 0))
    return g.empty({ dtype: x.dtype, shape: info.finalShape });
  const ends = info.end.map((end, i) => (end < 0 && info.strides[i]! < 0 ? beforeFirst : end));
  return g.reshape(sliceAll(g, x, info.begin, ends, info.strides), info.finalShape);
};

/** Reverses the order along axes. */
export function reverseAxes(g: GraphBuilder, x: Value, axes: readonly number[]): Value {
  if (axes.length === 0) return x;
  const all = (value: number): Value => g.ints(axes.map(() => value));
  return g.emit('Slice', [x, all(-1), all(beforeFirst), g.ints(axes), all(-1)]);
}

export const reverse: Lowering<ReverseAttrs> = (context, { dims }) => {
  const x = input(context, 'x');
  return reverseAxes(context.g, x, util.parseAxisParam(dims, [...x.shape]));
};

/** Mirrors a batch of images left to right. */
export const flipLeftRight: Lowering = (context) => reverseAxes(context.g, input(context, 'image'), [2]);

export const tile: Lowering<TileAttrs> = (context, { reps }) => {
  const { g } = context;
  const x = input(context, 'x');
  if (reps.every((repeat) => repeat === 1)) return x;
  // Repeating extents of one is a broadcast, which needs no copy when the consumer broadcasts anyway.
  if (x.shape.every((extent, i) => extent === 1 || reps[i] === 1)) {
    return g.expand(
      x,
      x.shape.map((extent, i) => extent * reps[i]!),
    );
  }
  return g.emit('Tile', [x, g.ints(reps)]);
};

/** The values of x on the diagonal of a matrix (or of its generalisation to higher rank). */
export const diag: Lowering = (context) => {
  const { g } = context;
  const x = input(context, 'x');
  const size = sizeOf(x.shape);
  const eye = Float32Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 0));
  const onDiagonal = g.cast(g.constant('float32', eye, [size, size]), 'bool');
  const flat = g.reshape(x.dtype === 'bool' ? g.cast(x, 'int32') : x, [1, size]);
  const matrix = g.emit('Where', [onDiagonal, flat, g.scalar(flat.dtype, 0)]);
  return g.cast(g.reshape(matrix, [...x.shape, ...x.shape]), x.dtype);
};
