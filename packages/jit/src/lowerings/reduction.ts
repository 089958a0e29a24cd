import type { ArgMaxAttrs, CumsumAttrs, CumprodAttrs, MaxAttrs, SumAttrs } from '@tensorflow/tfjs-core';
import { util } from '@tensorflow/tfjs-core';

import type { GraphBuilder } from '../graph/graph-builder.ts';
import type { OpName } from '../graph/op-name.ts';
import { attribute, type Value } from '../graph/types.ts';
import { input, type Lowering } from './lowering.ts';

/** Reduces the given axes; none leaves the value as it is. */
export function reduceAxes(
  g: GraphBuilder,
  op: OpName,
  x: Value,
  axes: readonly number[],
  keepDims: boolean,
): Value {
  if (axes.length === 0) return x;
  return g.emit(op, [x, g.ints(axes)], { keepdims: attribute.int(keepDims ? 1 : 0) });
}

function axesOf(axis: number | number[], x: Value): number[] {
  return util.parseAxisParam(axis, [...x.shape]);
}

export function reduction(op: OpName): Lowering<SumAttrs> {
  return (context, { axis, keepDims }) => {
    const x = input(context, 'x');
    return reduceAxes(context.g, op, x, axesOf(axis, x), keepDims);
  };
}

export const mean: Lowering<SumAttrs> = (context, { axis, keepDims }) => {
  const x = context.g.cast(input(context, 'x'), 'float32');
  return reduceAxes(context.g, 'ReduceMean', x, axesOf(axis, x), keepDims);
};

export const max: Lowering<MaxAttrs> = (context, { reductionIndices, keepDims }) => {
  const x = input(context, 'x');
  return reduceAxes(context.g, 'ReduceMax', x, axesOf(reductionIndices, x), keepDims);
};

/** All and Any: minimum and maximum of the flags as integers. */
export function flagReduction(op: 'ReduceMin' | 'ReduceMax'): Lowering<SumAttrs> {
  return (context, { axis, keepDims }) => {
    const { g } = context;
    const x = input(context, 'x');
    return g.cast(reduceAxes(g, op, g.cast(x, 'int32'), axesOf(axis, x), keepDims), 'bool');
  };
}

export function argReduction(op: 'ArgMax' | 'ArgMin'): Lowering<ArgMaxAttrs> {
  return (context, { axis }) => {
    const { g } = context;
    const x = input(context, 'x');
    const numbers = x.dtype === 'bool' ? g.cast(x, 'int32') : x;
    const [position] = util.parseAxisParam(axis, [...x.shape]);
    // The position in nothing is 0, as in TF.js.
    if (x.shape[position!] === 0) {
      return g.zeros(
        'int32',
        x.shape.filter((_, i) => i !== position),
      );
    }
    return g.cast(
      g.emit(op, [numbers], { axis: attribute.int(position!), keepdims: attribute.int(0) }),
      'int32',
    );
  };
}

export const cumsum: Lowering<CumsumAttrs> = (context, { axis, exclusive, reverse }) => {
  const { g } = context;
  const x = input(context, 'x');
  return g.emit('CumSum', [x.dtype === 'bool' ? g.cast(x, 'int32') : x, g.scalar('int64', axis)], {
    exclusive: attribute.int(exclusive ? 1 : 0),
    reverse: attribute.int(reverse ? 1 : 0),
  });
};

/** Running product in log₂ n passes of shifted multiplication (Hillis & Steele 1986). */
export const cumprod: Lowering<CumprodAttrs> = (context, { axis, exclusive, reverse }) => {
  const { g } = context;
  const source = input(context, 'x');
  const x = source.dtype === 'bool' ? g.cast(source, 'int32') : source;
  const length = x.shape[axis]!;
  if (x.shape.includes(0)) return x;
  /** Moves the values by `distance` along the axis, ones entering. */
  const shifted = (value: Value, distance: number): Value => {
    const pads = x.shape.flatMap(() => [0, 0]);
    pads[reverse ? axis + x.shape.length : axis] = distance;
    const [from, to] = reverse ? [distance, length] : [0, length - distance];
    const kept = g.emit('Slice', [value, g.ints([from]), g.ints([to]), g.ints([axis]), g.ints([1])]);
    return g.emit('Pad', [kept, g.ints(pads), g.scalar(x.dtype, 1)]);
  };
  let product = exclusive ? shifted(x, 1) : x;
  for (let distance = 1; distance < length; distance *= 2) {
    product = g.emit('Mul', [product, shifted(product, distance)]);
  }
  return product;
};
