import type {
  ArgMaxAttrs,
  CumsumAttrs,
  CumprodAttrs,
  MaxAttrs,
  MinAttrs,
  SumAttrs,
} from '@tensorflow/tfjs-core';
import { util } from '@tensorflow/tfjs-core';

import { sizeOf } from '../arrays/size-of.ts';
import type { GraphBuilder } from '../graph/graph-builder.ts';
import type { OpName } from '../graph/op-name.ts';
import { attribute, type Value } from '../graph/types.ts';
import { input, type Lowering, type LoweringContext } from './lowering.ts';
import { extremum, extremumPosition } from './numeric/nan-aware.ts';
import { zeroWins } from './numeric/float-product.ts';
import { wrappingProduct, wrappingSum } from './numeric/wrapping-reduction.ts';

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

/** The operand, flags as integers. */
function numbersOf(context: LoweringContext): Value {
  const x = input(context, 'x');
  return x.dtype === 'bool' ? context.g.cast(x, 'int32') : x;
}

function axesOf(axis: number | number[], x: Value): number[] {
  return util.parseAxisParam(axis, [...x.shape]);
}

/** Integers wrap round. */
export const sum: Lowering<SumAttrs> = (context, { axis, keepDims }) => {
  const { g } = context;
  const x = numbersOf(context);
  const axes = axesOf(axis, x);
  if (x.dtype !== 'float32' && axes.length > 0) return wrappingSum(g, x, axes, keepDims);
  return reduceAxes(g, 'ReduceSum', x, axes, keepDims);
};

/** Integers wrap round. */
export const prod: Lowering<SumAttrs> = (context, { axis, keepDims }) => {
  const { g } = context;
  const x = numbersOf(context);
  const axes = axesOf(axis, x);
  if (axes.length === 0) return x;
  if (x.dtype !== 'float32') return wrappingProduct(g, x, axes, keepDims);
  const reduce = (op: OpName, value: Value): Value => reduceAxes(g, op, value, axes, keepDims);
  return zeroWins(g, reduce('ReduceProd', x), x, (values) => reduce('ReduceSum', values));
};

export const mean: Lowering<SumAttrs> = (context, { axis, keepDims }) => {
  const x = context.g.cast(input(context, 'x'), 'float32');
  return reduceAxes(context.g, 'ReduceMean', x, axesOf(axis, x), keepDims);
};

function reduceExtremum(
  context: LoweringContext,
  op: 'ReduceMax' | 'ReduceMin',
  axis: number | number[],
  keepDims: boolean,
): Value {
  const x = input(context, 'x');
  if (x.dtype === 'bool') return reduceFlags(context, op, axis, keepDims);
  const axes = axesOf(axis, x);
  return axes.length === 0 ? x : extremum(context.g, op, x, axes, keepDims);
}

export const max: Lowering<MaxAttrs> = (context, { reductionIndices, keepDims }) =>
  reduceExtremum(context, 'ReduceMax', reductionIndices, keepDims);

export const min: Lowering<MinAttrs> = (context, { axis, keepDims }) =>
  reduceExtremum(context, 'ReduceMin', axis, keepDims);

/** Minimum and maximum of the flags as integers. All of nothing is true, any of nothing false. */
function reduceFlags(
  context: LoweringContext,
  op: 'ReduceMax' | 'ReduceMin',
  axis: number | number[],
  keepDims: boolean,
): Value {
  const { g } = context;
  const x = input(context, 'x');
  const reduced = reduceAxes(g, op, g.cast(x, 'int32'), axesOf(axis, x), keepDims);
  if (sizeOf(x.shape) === 0) return g.full('bool', reduced.shape, op === 'ReduceMin' ? 1 : 0);
  return g.cast(reduced, 'bool');
}

/** All and Any. */
export function flagReduction(op: 'ReduceMin' | 'ReduceMax'): Lowering<SumAttrs> {
  return (context, { axis, keepDims }) => reduceFlags(context, op, axis, keepDims);
}

export function argReduction(op: 'ArgMax' | 'ArgMin'): Lowering<ArgMaxAttrs> {
  return (context, { axis }) => {
    const { g } = context;
    const x = numbersOf(context);
    const [position] = axesOf(axis, x);
    // The position in nothing is 0, as in TF.js.
    if (x.shape[position!] === 0) {
      return g.zeros(
        'int32',
        x.shape.filter((_, i) => i !== position),
      );
    }
    return extremumPosition(g, op, x, position!);
  };
}

/** Running sum along an axis. */
function runningSum(g: GraphBuilder, x: Value, { axis, exclusive, reverse }: CumsumAttrs): Value {
  return g.emit('CumSum', [x, g.scalar('int64', axis)], {
    exclusive: attribute.int(exclusive ? 1 : 0),
    reverse: attribute.int(reverse ? 1 : 0),
  });
}

export const cumsum: Lowering<CumsumAttrs> = (context, attrs) =>
  runningSum(context.g, numbersOf(context), attrs);

/** Running product in log₂ n passes of shifted multiplication (Hillis & Steele 1986). */
export const cumprod: Lowering<CumprodAttrs> = (context, attrs) => {
  const { g } = context;
  const { axis: given, exclusive, reverse } = attrs;
  const x = numbersOf(context);
  const [axis] = util.parseAxisParam(given, [...x.shape]) as [number];
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
  if (x.dtype !== 'float32') return product;
  return zeroWins(g, product, x, (values) => runningSum(g, values, { ...attrs, axis }));
};
