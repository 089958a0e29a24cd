import type { BincountAttrs, DenseBincountAttrs } from '@tensorflow/tfjs-core';

import type { GraphBuilder } from '../graph/graph-builder.ts';
import { sizeOf } from '../arrays/size-of.ts';
import type { Value } from '../graph/types.ts';
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

/** Counts over all of x, whatever its shape. */
export const bincount: Lowering<BincountAttrs> = (context, { size }) => {
  const { g } = context;
  const [x, weights] = ['x', 'weights'].map((name) => {
    const value = input(context, name);
    return g.reshape(value, [sizeOf(value.shape)]);
  });
  return count(g, x!, weights!, size, false);
};

export const denseBincount: Lowering<DenseBincountAttrs> = (context, { size, binaryOutput }) =>
  count(context.g, input(context, 'x'), input(context, 'weights'), size, binaryOutput === true);
