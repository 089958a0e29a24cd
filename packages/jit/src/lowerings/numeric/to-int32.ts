import type { GraphBuilder } from '../../graph/graph-builder.ts';
import type { Value } from '../../graph/types.ts';

/** Floats of this size and beyond are multiples of 2³². */
const allWrapped = 2 ** 62;

/**
 * The value as int32, cut towards zero and modulo 2³² as JavaScript does it; NaN and infinities give 0. Floats
 * that bounds do not keep inside the range of int32 go through 64 bits, where the clipped ones end in zeros.
 */
export function toInt32(g: GraphBuilder, x: Value): Value {
  const { lower, upper, nan } = g.rangeOf(x);
  const fits = !nan && lower > -(2 ** 31) - 1 && upper < 2 ** 31;
  if (x.dtype !== 'float32' || fits) return g.cast(x, 'int32');
  const clipped = g.emit('Clip', [x, g.float(-allWrapped), g.float(allWrapped)]);
  // The engine would merge the two casts into one.
  const wide = g.emit('BitwiseAnd', [g.cast(clipped, 'int64'), g.scalar('int64', -1)]);
  return g.cast(wide, 'int32');
}
