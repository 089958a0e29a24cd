import type {
  GatherV2Attrs,
  OneHotAttrs,
  ScatterNdAttrs,
  SearchSortedAttrs,
  SparseToDenseAttrs,
  TensorInfo,
  TopKAttrs,
  UnsortedSegmentSumAttrs,
} from '@tensorflow/tfjs-core';
import { backend_util, util } from '@tensorflow/tfjs-core';

import { sizeOf } from '../arrays/size-of.ts';
import { JitError } from '../errors/jit-error.ts';
import type { GraphBuilder } from '../graph/graph-builder.ts';
import { attribute, type Value } from '../graph/types.ts';
import { mayBeNaN, withoutNaN } from './numeric/nan-aware.ts';
import { reduceAxes } from './reduction.ts';
import { checkedIndices } from './indices.ts';
import { input, type Lowering, type LoweringContext } from './lowering.ts';

const adding = { reduction: attribute.string('add') };

/** Gather along an axis; with batch dimensions, row by row of the batch. */
export const gatherV2: Lowering<GatherV2Attrs> = (context, { axis, batchDims: batch }) => {
  const { g, kernel } = context;
  const [x, given] = [input(context, 'x'), input(context, 'indices')];
  const rank = x.shape.length;
  const [at] = util.parseAxisParam(axis, [...x.shape]) as [number];
  const batchDims = batch < 0 ? batch + given.shape.length : batch;
  backend_util.segment_util.collectGatherOpShapeInfo(asInfo(x), asInfo(given), at, batchDims);
  const indices = checkedIndices(g, given, [x.shape[at]!], kernel);
  if (batchDims === 0) return g.emit('Gather', [x, indices], { axis: attribute.int(at) });
  // Bring the gathered axis next to the batch, gather there, and put the axes in between back in front.
  const between = at - batchDims;
  const toFront = Array.from({ length: rank }, (_, i) => i).filter((i) => i !== at);
  toFront.splice(batchDims, 0, at);
  const positions = g.reshape(g.cast(indices, 'int64'), [...indices.shape, 1]);
  const gathered = g.emit('GatherND', [g.transpose(x, toFront), positions], {
    batch_dims: attribute.int(batchDims),
  });
  const picked = indices.shape.length - batchDims;
  const axes = Array.from({ length: gathered.shape.length }, (_, i) => i);
  const moved = axes.splice(batchDims + picked, between);
  axes.splice(batchDims, 0, ...moved);
  return g.transpose(gathered, axes);
};

/** A value as TF.js's own shape checks take tensors. */
function asInfo({ shape }: Value): TensorInfo {
  return { dataId: {}, shape: [...shape], dtype: 'float32' };
}

/** Index tuples into the leading axes of a shape, checked, [..., depth]; a list of indices has depth 1. */
function tuples({ g, kernel }: LoweringContext, indices: Value, shape: readonly number[]): Value {
  const listed = indices.shape.length > 1 ? indices : g.reshape(indices, [sizeOf(indices.shape), 1]);
  const depth = listed.shape[listed.shape.length - 1]!;
  return g.cast(checkedIndices(g, listed, shape.slice(0, depth), kernel), 'int64');
}

export const gatherNd: Lowering = (context) => {
  const { g, kernel } = context;
  const [params, indices] = [input(context, 'params'), input(context, 'indices')];
  const extents = params.shape.slice(0, indices.shape[indices.shape.length - 1]);
  return g.emit('GatherND', [params, g.cast(checkedIndices(g, indices, extents, kernel), 'int64')]);
};

/** Sums into zeros. Flags are summed as integers, and any sum but 0 is true. */
export const scatterNd: Lowering<ScatterNdAttrs> = (context, { shape }) => {
  const { g } = context;
  const updates = input(context, 'updates');
  const numbers = updates.dtype === 'bool' ? g.cast(updates, 'int32') : updates;
  const positions = tuples(context, input(context, 'indices'), shape);
  const sums = g.emit('ScatterND', [g.zeros(numbers.dtype, shape), positions, numbers], adding);
  return g.cast(sums, updates.dtype);
};

export const tensorScatterUpdate: Lowering = (context) => {
  const { g } = context;
  const tensor = input(context, 'tensor');
  const positions = tuples(context, input(context, 'indices'), tensor.shape);
  return g.emit('ScatterND', [tensor, positions, g.cast(input(context, 'updates'), tensor.dtype)]);
};

export const sparseToDense: Lowering<SparseToDenseAttrs> = (context, { outputShape }) => {
  const { g } = context;
  const [indices, values] = [input(context, 'sparseIndices'), input(context, 'sparseValues')];
  const positions = tuples(context, indices, outputShape);
  const [rows, depth] = positions.shape as [number, number];
  const updates = g.expand(values, [rows, ...outputShape.slice(depth)]);
  const base = g.expand(g.cast(input(context, 'defaultValue'), values.dtype), outputShape);
  return g.emit('ScatterND', [base, positions, updates]);
};

/**
 * Sums rows of x by segment, as floats whatever they are. Rows whose segment is out of range are dropped, as in TF.js: they go to one row
 * too many, which is cut off.
 */
export const unsortedSegmentSum: Lowering<UnsortedSegmentSumAttrs> = (context, { numSegments }) => {
  const { g } = context;
  const [x, ids] = [input(context, 'x'), input(context, 'segmentIds')];
  if (ids.shape.length !== 1) {
    throw new JitError(
      `jit: tf.unsortedSegmentSum takes segment ids of rank 1 (got [${ids.shape.join(', ')}]). Flatten them.`,
    );
  }
  if (ids.shape[0] !== x.shape[0]) {
    throw new JitError(
      `jit: tf.unsortedSegmentSum takes a segment id for every row (expected ${x.shape[0]}, got ${ids.shape[0]}). ` +
        'Give each row one.',
    );
  }
  const low = g.emit('Less', [ids, g.scalar('int32', 0)]);
  const high = g.emit('GreaterOrEqual', [ids, g.scalar('int32', numSegments)]);
  const kept = g.emit('Where', [g.emit('Or', [low, high]), g.scalar('int32', numSegments), ids]);
  const numbers = g.cast(x, 'float32');
  const base = g.zeros(numbers.dtype, [numSegments + 1, ...x.shape.slice(1)]);
  const positions = g.reshape(g.cast(kept, 'int64'), [ids.shape[0]!, 1]);
  const sums = g.emit('ScatterND', [base, positions, numbers], adding);
  return g.emit('Slice', [sums, g.ints([0]), g.ints([numSegments]), g.ints([0]), g.ints([1])]);
};

/** On where the position equals the index; an index out of range has no position, as in TF.js. */
export const oneHot: Lowering<OneHotAttrs> = (context, { depth, onValue, offValue, dtype }) => {
  const { g } = context;
  const indices = input(context, 'indices');
  const positions = g.constant(
    'int32',
    Int32Array.from({ length: depth }, (_, i) => i),
    [depth],
  );
  const hot = g.emit('Equal', [g.reshape(g.cast(indices, 'int32'), [...indices.shape, 1]), positions]);
  const type = dtype === 'int32' || dtype === 'bool' ? dtype : 'float32';
  if (onValue === 1 && offValue === 0) return g.cast(hot, type);
  return g.cast(g.emit('Where', [hot, g.float(onValue), g.float(offValue)]), type);
};

/** The greatest first, the first among equals, NaN as +∞; all of them in no order are as they come, as in TF.js. */
export const topK: Lowering<TopKAttrs> = (context, { k, sorted }) => {
  const { g } = context;
  const x = input(context, 'x');
  if (!sorted && k === x.shape[x.shape.length - 1]) {
    const positions = g.constant(
      'int32',
      Int32Array.from({ length: k }, (_, i) => i),
      [k],
    );
    return [x, g.expand(positions, x.shape)];
  }
  const last = { axis: attribute.int(-1) };
  const numbers = x.dtype === 'bool' ? g.cast(x, 'int32') : x;
  const [values, positions] = g.emitAll('TopK', [withoutNaN(g, numbers, Infinity), g.ints([k])], {
    ...last,
    sorted: attribute.int(1),
  });
  const chosen = mayBeNaN(g, x) ? g.emit('GatherElements', [x, positions!], last) : values!;
  return [g.cast(chosen, x.dtype), g.cast(positions!, 'int32')];
};

/** Position at which each value would be inserted: how many of its row are smaller (or not greater). */
function insertionPoints(g: GraphBuilder, sorted: Value, values: Value, side: 'left' | 'right'): Value {
  const [rows, length] = [sorted.shape[0]!, sorted.shape[1]!];
  const a = g.reshape(sorted, [rows, 1, length]);
  const b = g.reshape(values, [rows, values.shape[1]!, 1]);
  const before = g.emit(side === 'left' ? 'Less' : 'LessOrEqual', [a, b]);
  return reduceAxes(g, 'ReduceSum', g.cast(before, 'int32'), [2], false);
}

export const searchSorted: Lowering<SearchSortedAttrs> = (context, { side }) =>
  insertionPoints(context.g, input(context, 'sortedSequence'), input(context, 'values'), side);
