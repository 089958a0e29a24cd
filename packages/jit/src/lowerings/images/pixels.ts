import type { GraphBuilder } from '../../graph/graph-builder.ts';
import { attribute, type Value } from '../../graph/types.ts';
import { formulas } from '../formula.ts';

/**
 * Pixels of channels-last images at computed places, [..., channels].
 *
 * @param images [batch, height, width, channels].
 * @param batch int32 numbers of images, broadcast with the places.
 * @param y Whole float32 rows in range, broadcast with `x`.
 * @param x Whole float32 columns in range.
 */
export function readPixels(g: GraphBuilder, images: Value, batch: Value, y: Value, x: Value): Value {
  const { add, mul } = formulas(g);
  const [count, height, width, channels] = images.shape as [number, number, number, number];
  const [row, column] = [g.cast(y, 'int32'), g.cast(x, 'int32')];
  const place = add(mul(add(mul(batch, height), row), width), column);
  const rows = g.reshape(images, [count * height * width, channels]);
  return g.emit('Gather', [rows, place], { axis: attribute.int(0) });
}
