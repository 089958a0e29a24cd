import type { TransformAttrs } from '@tensorflow/tfjs-core';

import type { GraphBuilder } from '../../graph/graph-builder.ts';
import { attribute, type Value } from '../../graph/types.ts';
import { formulas } from '../formula.ts';
import { input, type Lowering } from '../lowering.ts';
import { readPixels } from './pixels.ts';

type FillMode = TransformAttrs['fillMode'];

/** Where a coordinate outside an axis of a given length is read instead, by TF.js's formulas. */
function mapCoordinate(g: GraphBuilder, at: Value, length: number, mode: FillMode): Value {
  const { add, sub, mul, div, less, atLeast, floor, where, clamp } = formulas(g);
  if (mode === 'constant') return at;
  if (mode === 'nearest') return clamp(0, at, length - 1);
  if (length === 1) return mul(at, 0);
  const negative = less(at, 0);
  const behind = less(length - 1, at);
  const minus = sub(0, at);
  if (mode === 'wrap') {
    const below = add(at, mul(add(floor(div(minus, length - 1)), 1), length));
    const above = sub(at, mul(floor(div(at, length - 1)), length));
    return clamp(0, where(negative, below, where(behind, above, at)), length - 1);
  }
  const period = 2 * length;
  const low = add(at, mul(floor(div(minus, period)), period));
  const below = where(less(low, -length), add(low, period), sub(-1, low));
  const high = sub(at, mul(floor(div(at, period)), period));
  const above = where(atLeast(high, length), sub(period - 1, high), high);
  return clamp(0, where(negative, below, where(behind, above, at)), length - 1);
}

/**
 * Projective transforms of images. Row k of the transforms, or the only one, says where each place (x, y) of result
 * k is read: at ((a x + b y + c) / p, (d x + e y + f) / p) with p = g x + h y + 1.
 */
export const transform: Lowering<TransformAttrs> = (context, attrs) => {
  const { g } = context;
  const { add, sub, mul, div, atLeast, equal, and, floor, where } = formulas(g);
  const [given, transforms] = [input(context, 'image'), input(context, 'transforms')];
  const image = g.cast(given, 'float32');
  const [batch, height, width, channels] = image.shape as [number, number, number, number];
  const [outHeight, outWidth] = attrs.outputShape ?? [height, width];
  const sequence = (count: number, shape: number[]): Value =>
    g.constant(
      'float32',
      Float32Array.from({ length: count }, (_, i) => i),
      shape,
    );
  const [column, row] = [sequence(outWidth, [1, 1, outWidth]), sequence(outHeight, [1, outHeight, 1])];
  const eight = g.ints(Array.from({ length: 8 }, () => 1));
  const coefficients = g
    .emitAll('Split', [transforms, eight], { axis: attribute.int(1) })
    .map((value) => g.reshape(value, [transforms.shape[0]!, 1, 1]));
  const linear = (from: number, constant: Value | number): Value =>
    add(add(mul(coefficients[from]!, column), mul(coefficients[from + 1]!, row)), constant);
  const projection = linear(6, 1);
  const x = mapCoordinate(g, div(linear(0, coefficients[2]!), projection), width, attrs.fillMode);
  const y = mapCoordinate(g, div(linear(3, coefficients[5]!), projection), height, attrs.fillMode);
  const source = g.constant(
    'int32',
    Int32Array.from({ length: batch }, (_, i) => i),
    [batch, 1, 1],
  );
  const last = (value: Value): Value => g.reshape(value, [...value.shape, 1]);
  const read = (atY: Value, atX: Value): Value => {
    const rows = and(atLeast(atY, 0), atLeast(height - 1, atY));
    const inside = and(rows, and(atLeast(atX, 0), atLeast(width - 1, atX)));
    const pixels = readPixels(g, image, source, where(inside, atY, 0), where(inside, atX, 0));
    return where(last(inside), pixels, attrs.fillValue);
  };
  let sampled: Value;
  if (attrs.interpolation === 'nearest') {
    sampled = read(floor(add(y, 0.5)), floor(add(x, 0.5)));
  } else {
    const [top, left] = [floor(y), floor(x)];
    const [bottom, right] = [add(top, 1), add(left, 1)];
    const mix = (low: Value, high: Value, at: Value, a: Value, b: Value): Value =>
      add(mul(last(sub(high, at)), a), mul(last(sub(at, low)), b));
    const across = (atY: Value): Value => mix(left, right, x, read(atY, left), read(atY, right));
    sampled = mix(top, bottom, y, across(top), across(bottom));
  }
  // Coordinates at infinity lie outside the image.
  const filled = where(last(equal(projection, 0)), attrs.fillValue, sampled);
  return g.cast(g.expand(filled, [batch, outHeight, outWidth, channels]), given.dtype);
};
