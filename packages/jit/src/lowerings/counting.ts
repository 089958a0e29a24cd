import type { BincountAttrs, DenseBincountAttrs } from '@tensorflow/tfjs-core';

import type { GraphBuilder } from '../graph/graph-builder.ts';
import { sizeOf, type Value } from '../graph/types.ts';
import { reduceAxes } from './reduction.ts';
import { input, type Lowering } from './lowering.ts';

/** Weight of each integer 0 … size − 1 along the last axis; others are ignored, and empty weights count ones. */
function count(g: GraphBuilder, x: Value, weights: Value, size: number, binary: boolean): Value {
  const positions = g.constant(
    'int32',
    Int32Array.from({ length: size }, (_, i) => i),
    [size],
  );
  const hits = g.emit('Equal', [g.reshape(g.cast(x, 'int32'), [...x.shape, 1]), positions]);
  const marks = g.cast(hits, weights.dtype);
  const axis = x.shape.length - 1;
  if (binary) return reduceAxes(g, 'ReduceMax', marks, [axis], false);
  const weighed =
    sizeOf(weights.shape) === 0 ? marks : g.emit('Mul', [marks, g.reshape(weights, [...weights.shape, 1])]);
  return reduceAxes(g, 'ReduceSum', weighed, [axis], false);
}

export const bincount: Lowering<BincountAttrs> = (context, { size }) =>
  count(context.g, input(context, 'x'), input(context, 'weights'), size, false);

export const denseBincount: Lowering<DenseBincountAttrs> = (context, { size, binaryOutput }) =>
  count(context.g, input(context, 'x'), input(context, 'weights'), size, binaryOutput === true);

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

/** Reverses the width of a batch of images. */
export const flipLeftRight: Lowering = (context) => {
  const { g } = context;
  const all = (value: number): Value => g.ints([value]);
  return g.emit('Slice', [input(context, 'image'), all(-1), all(-(2 ** 30)), all(2), all(-1)]);
};
