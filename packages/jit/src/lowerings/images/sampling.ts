import type { CropAndResizeAttrs, RotateWithOffsetAttrs } from '@tensorflow/tfjs-core';
import { backend_util } from '@tensorflow/tfjs-core';

import type { GraphBuilder } from '../../graph/graph-builder.ts';
import { attribute, type Value } from '../../graph/types.ts';
import { formulas } from '../formula.ts';
import { input, type Lowering } from '../lowering.ts';
import { readPixels } from './pixels.ts';

/**
 * Positions of `count` samples from `first` to `last`, one row a box, [boxes, count]. Each is computed from the end it
 * is nearer to, so that both ends are exact and none is pushed out of the image by rounding. A single sample is in
 * the middle.
 */
function samplesBetween(g: GraphBuilder, first: Value, last: Value, count: number, extent: number): Value {
  const { add, sub, mul, where } = formulas(g);
  const [a, b] = [mul(first, extent - 1), mul(last, extent - 1)];
  if (count === 1) return mul(add(first, last), 0.5 * (extent - 1));
  const fromLast = Array.from({ length: count }, (_, i) => 2 * i >= count);
  const shares = Float32Array.from(fromLast, (late, i) => (i - (late ? count - 1 : 0)) / (count - 1));
  const late = g.constant('bool', Uint8Array.from(fromLast, Number), [1, count]);
  return add(where(late, b, a), mul(sub(b, a), g.constant('float32', shares, [1, count])));
}

/**
 * Boxes [y1, x1, y2, x2] of images, in fractions of height and width, sampled on a grid. Outside the image stands
 * the extrapolation value; a box of an image that is not there is all 0, and one that is NaN is NaN, as in TF.js.
 */
export const cropAndResize: Lowering<CropAndResizeAttrs> = (context, attrs) => {
  const { g } = context;
  const { add, sub, mul, less, atLeast, and, or, floor, where } = formulas(g);
  const image = g.cast(input(context, 'image'), 'float32');
  const [boxes, boxImages] = [input(context, 'boxes'), g.cast(input(context, 'boxInd'), 'int32')];
  const [batch, height, width] = image.shape as [number, number, number];
  const count = boxes.shape[0]!;
  const [rows, columns] = attrs.cropSize;
  const corners = g.emitAll('Split', [boxes, g.ints([1, 1, 1, 1])], { axis: attribute.int(1) });
  const [y1, x1, y2, x2] = corners as [Value, Value, Value, Value];
  const y = g.reshape(samplesBetween(g, y1, y2, rows, height), [count, rows, 1]);
  const x = g.reshape(samplesBetween(g, x1, x2, columns, width), [count, 1, columns]);
  const safe = (at: Value, extent: number): Value =>
    where(and(atLeast(at, 0), atLeast(extent - 1, at)), at, 0);
  const [ySafe, xSafe] = [safe(y, height), safe(x, width)];
  const last = (value: Value): Value => g.reshape(value, [...value.shape, 1]);
  const present = and(atLeast(boxImages, 0), less(boxImages, batch));
  const source = g.reshape(where(present, boxImages, 0), [count, 1, 1]);
  const read = (atY: Value, atX: Value): Value => readPixels(g, image, source, atY, atX);
  let sampled: Value;
  if (attrs.method === 'nearest') {
    sampled = read(floor(add(ySafe, 0.5)), floor(add(xSafe, 0.5)));
  } else {
    const [top, left] = [floor(ySafe), floor(xSafe)];
    const [bottom, right] = [g.emit('Ceil', [ySafe]), g.emit('Ceil', [xSafe])];
    const share = (at: Value, low: Value): Value => last(sub(at, low));
    const across = (row: Value): Value => {
      const start = read(row, left);
      return add(start, mul(sub(read(row, right), start), share(xSafe, left)));
    };
    const upper = across(top);
    sampled = add(upper, mul(sub(across(bottom), upper), share(ySafe, top)));
  }
  const beside = (at: Value, extent: number): Value => or(less(at, 0), less(extent - 1, at));
  const unknown = or(g.emit('IsNaN', [y]), g.emit('IsNaN', [x]));
  const known = where(last(unknown), NaN, sampled);
  const cropped = where(last(or(beside(y, height), beside(x, width))), attrs.extrapolationValue, known);
  return where(g.reshape(present, [count, 1, 1, 1]), cropped, 0);
};

/** Images turned about a point: every pixel of the result comes from a place known when tracing. */
export const rotateWithOffset: Lowering<RotateWithOffsetAttrs> = (
  context,
  { radians, fillValue, center },
) => {
  const { g } = context;
  const image = input(context, 'image');
  const [batch, height, width, channels] = image.shape as [number, number, number, number];
  const [centerX, centerY] = backend_util.getImageCenter(center, height, width);
  const [sin, cos] = [Math.sin(radians), Math.cos(radians)];
  const sources = Array.from({ length: height * width }, (_, i) => {
    const [dx, dy] = [(i % width) - centerX, Math.floor(i / width) - centerY];
    const x = Math.round(dx * cos - dy * sin + centerX);
    const y = Math.round(dx * sin + dy * cos + centerY);
    return x >= 0 && x < width && y >= 0 && y < height ? y * width + x : -1;
  });
  const pixels = g.reshape(image, [batch, height * width, channels]);
  const positions = g.ints(sources.map((at) => Math.max(at, 0)));
  const turned = g.emit('Gather', [pixels, positions], { axis: attribute.int(1) });
  const inside = g.constant(
    'bool',
    Uint8Array.from(sources, (at) => (at < 0 ? 0 : 1)),
    [1, height * width, 1],
  );
  // A colour is given without opacity, which is full.
  const colour = Array.from({ length: channels }, (_, i) =>
    typeof fillValue === 'number' ? fillValue : i === 3 ? 255 : fillValue[i]!,
  );
  const fill = g.cast(g.constant('float32', Float32Array.from(colour), [channels]), image.dtype);
  return g.reshape(g.emit('Where', [inside, turned, fill]), image.shape);
};
