import type { GraphBuilder } from '../../graph/graph-builder.ts';
import { attribute, type Value } from '../../graph/types.ts';

/** Whether a value can hold NaN, as far as the graph tells. */
export function mayBeNaN(g: GraphBuilder, x: Value): boolean {
  return x.dtype === 'float32' && g.rangeOf(x).nan;
}

/** NaN replaced by a number. */
export function withoutNaN(g: GraphBuilder, x: Value, replacement: number): Value {
  if (!mayBeNaN(g, x)) return x;
  return g.emit('Where', [g.emit('IsNaN', [x]), g.float(replacement), x]);
}

/**
 * NaN replaced by what a maximum over other values passes over, as TF.js's pools do: 0 where nothing is negative,
 * which is the quicker way, else −∞.
 */
export function belowAll(g: GraphBuilder, x: Value): Value {
  if (!mayBeNaN(g, x)) return x;
  if (g.rangeOf(x).lower >= 0) return g.emit('ThresholdedRelu', [x], { alpha: attribute.float(0) });
  return withoutNaN(g, x, -Infinity);
}

/** Up to this many slices are compared one by one, which takes less time than a reduction, too. */
const fewSlices = 8;

/**
 * Extremum along axes, NaN where NaN is among the values. ONNX Runtime keeps NaN when it compares two tensors, but in
 * a reduction only when it comes first; there the sum of the values clipped to [0, 0], which is 0 or NaN, is taken off.
 */
export function extremum(
  g: GraphBuilder,
  op: 'ReduceMax' | 'ReduceMin',
  x: Value,
  axes: readonly number[],
  keepDims: boolean,
): Value {
  const keep = { keepdims: attribute.int(keepDims ? 1 : 0) };
  const reduced = (): Value => g.emit(op, [x, g.ints(axes)], keep);
  if (!mayBeNaN(g, x)) return reduced();
  const [axis, ...others] = axes;
  const extent = x.shape[axis!]!;
  if (others.length === 0 && extent > 1 && extent <= fewSlices) {
    const sizes = g.ints(Array.from({ length: extent }, () => 1));
    const slices = g.emitAll('Split', [x, sizes], { axis: attribute.int(axis!) });
    const found = slices.reduce((a, b) => g.emit(op === 'ReduceMax' ? 'Max' : 'Min', [a, b]));
    return keepDims ? found : g.reshape(found, x.shape.toSpliced(axis!, 1));
  }
  const zero = g.float(0);
  const trace = g.emit('ReduceSum', [g.emit('Clip', [x, zero, zero]), g.ints(axes)], keep);
  return g.emit('Sub', [reduced(), trace]);
}

/** Position of the extremum along an axis, int32: NaN is passed over, unless it comes first, as in TF.js. */
export function extremumPosition(g: GraphBuilder, op: 'ArgMax' | 'ArgMin', x: Value, axis: number): Value {
  const position = (values: Value): Value =>
    g.cast(g.emit(op, [values], { axis: attribute.int(axis), keepdims: attribute.int(0) }), 'int32');
  if (!mayBeNaN(g, x)) return position(x);
  const isNaN = g.emit('IsNaN', [x]);
  const found = position(g.emit('Where', [isNaN, g.float(op === 'ArgMax' ? -Infinity : Infinity), x]));
  const at = (index: number): Value => g.ints([index]);
  const first = g.emit('Slice', [isNaN, at(0), at(1), at(axis), at(1)]);
  return g.emit('Where', [g.reshape(first, found.shape), g.scalar('int32', 0), found]);
}
