import { sizeOf } from '../../arrays/size-of.ts';
import type { GraphBuilder } from '../../graph/graph-builder.ts';
import { attribute, type Value } from '../../graph/types.ts';

/**
 * Sum of int32 modulo 2³². ONNX Runtime clamps that of 32 bits to the range, so it is taken in 64 bits and cut,
 * unless bounds of the operand show that it stays inside.
 */
export function wrappingSum(g: GraphBuilder, x: Value, axes: readonly number[], keepDims: boolean): Value {
  const reduce = (value: Value): Value =>
    g.emit('ReduceSum', [value, g.ints(axes)], { keepdims: attribute.int(keepDims ? 1 : 0) });
  const { lower, upper } = g.rangeOf(x);
  const largest = Math.max(-lower, upper) * sizeOf(axes.map((axis) => x.shape[axis]!));
  return largest < 2 ** 31 ? reduce(x) : g.cast(reduce(g.cast(x, 'int64')), 'int32');
}

/** Product of int32 modulo 2³², half by half: ONNX Runtime multiplies integers as floats when it reduces. */
export function wrappingProduct(
  g: GraphBuilder,
  x: Value,
  axes: readonly number[],
  keepDims: boolean,
): Value {
  const kept = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const outer = kept.map((axis) => x.shape[axis]!);
  const count = sizeOf(axes.map((axis) => x.shape[axis]!));
  const part = (value: Value, from: number, to: number): Value =>
    g.emit('Slice', [value, g.ints([from]), g.ints([to]), g.ints([1]), g.ints([1])]);
  let product = g.reshape(g.transpose(x, [...kept, ...axes]), [sizeOf(outer), count]);
  let rest: Value | undefined;
  for (let length = count; length > 1; length = Math.floor(length / 2)) {
    const half = Math.floor(length / 2);
    if (length % 2 === 1) {
      const last = part(product, length - 1, length);
      rest = rest === undefined ? last : g.emit('Mul', [rest, last]);
    }
    product = g.emit('Mul', [part(product, 0, half), part(product, half, 2 * half)]);
  }
  if (rest !== undefined) product = g.emit('Mul', [product, rest]);
  if (count === 0) product = g.full('int32', [sizeOf(outer), 1], 1);
  return g.reshape(
    product,
    keepDims ? x.shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent)) : outer,
  );
}
