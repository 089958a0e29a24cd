import type { BincountAttrs, DenseBincountAttrs } from '@tensorflow/tfjs-core';

import type { GraphBuilder } from '../graph/graph-builder.ts';
import { sizeOf } from '../arrays/size-of.ts';
import { attribute, type Value } from '../graph/types.ts';
import { checkedIndices } from './indices.ts';
import { sliceAll } from './layout.ts';
import { input, type Lowering, type LoweringContext } from './lowering.ts';

const adding = { axis: attribute.int(0), reduction: attribute.string('add') };
const marking = { axis: attribute.int(0) };

/** Ones, or the weights; flags count as integers. */
function weightsOf(g: GraphBuilder, weights: Value, count: number): Value {
  const dtype = weights.dtype === 'bool' ? 'int32' : weights.dtype;
  if (sizeOf(weights.shape) === 0) return g.full(dtype, [count], 1);
  return g.reshape(g.cast(weights, dtype), [count]);
}

/**
 * Weight of each integer 0 … size − 1 in each row of x, [rows, size]. Larger ones are left out: they go to a column too
 * many, which is cut off. Negative ones are refused, as in TF.js.
 */
function count(context: LoweringContext, rows: number, size: number, binary: boolean): Value {
  const { g, kernel } = context;
  const [x, weights] = [g.cast(input(context, 'x'), 'int32'), input(context, 'weights')];
  const total = sizeOf(x.shape);
  const limit = g.scalar('int32', size);
  const column = g.emit('Where', [g.emit('Less', [x, limit]), x, limit]);
  const columns = g.reshape(g.cast(checkedIndices(g, column, [size + 1], kernel), 'int64'), [
    rows,
    rows === 0 ? 0 : total / rows,
  ]);
  const starts = Int32Array.from({ length: rows }, (_, row) => row * (size + 1));
  const places = rows === 1 ? columns : g.emit('Add', [columns, g.constant('int64', starts, [rows, 1])]);
  const updates = weightsOf(g, binary ? g.empty({ dtype: weights.dtype, shape: [0] }) : weights, total);
  const sums = g.emit(
    'ScatterElements',
    [g.zeros(updates.dtype, [rows * (size + 1)]), g.reshape(places, [total]), updates],
    binary ? marking : adding,
  );
  const counts = sliceAll(g, g.reshape(sums, [rows, size + 1]), [0, 0], [rows, size]);
  return g.cast(counts, weights.dtype);
}

/** Counts over all of x, whatever its shape. */
export const bincount: Lowering<BincountAttrs> = (context, { size }) =>
  context.g.reshape(count(context, 1, size, false), [size]);

/** Counts over a list, or over each row of a matrix. */
export const denseBincount: Lowering<DenseBincountAttrs> = (context, { size, binaryOutput }) => {
  const { shape } = input(context, 'x');
  const rows = shape.length === 2 ? shape[0]! : 1;
  const counts = count(context, rows, size, binaryOutput === true);
  return shape.length === 2 ? counts : context.g.reshape(counts, [size]);
};
