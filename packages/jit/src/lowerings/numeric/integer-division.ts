import type { GraphBuilder } from '../../graph/graph-builder.ts';
import type { Value } from '../../graph/types.ts';

function excludes(g: GraphBuilder, value: Value, lower: number, upper: number): boolean {
  const range = g.rangeOf(value);
  return range.lower > upper || range.upper < lower;
}

/**
 * ⌊a / b⌋ of int32, 0 where b is 0 and −2³¹ for −2³¹ / −1, as TF.js has it. Computed in 64 bits: in 32 the
 * processor traps on −2³¹ / −1, and what is subtracted to round downwards overflows near the ends.
 */
export function floorDivide(g: GraphBuilder, a: Value, b: Value): Value {
  const [dividend, divisor] = [g.rangeOf(a), g.rangeOf(b)];
  if (dividend.lower >= 0 && divisor.lower >= 1) return g.emit('Div', [a, b]);
  const [x, y] = [g.cast(a, 'int64'), g.cast(b, 'int64')];
  const quotient = (by: Value): Value =>
    g.cast(g.emit('Div', [g.emit('Sub', [x, g.emit('Mod', [x, by])]), by]), 'int32');
  if (excludes(g, b, 0, 0)) return quotient(y);
  const byZero = g.emit('Equal', [y, g.scalar('int64', 0)]);
  const safe = g.emit('Where', [byZero, g.scalar('int64', 1), y]);
  return g.emit('Where', [byZero, g.scalar('int32', 0), quotient(safe)]);
}

/** a − b ⌊a / b⌋ of int32, which has the sign of b; 0 where b is 0. The remainder by −1 would trap; it is that by 1. */
export function floorModulo(g: GraphBuilder, a: Value, b: Value): Value {
  if (excludes(g, b, -1, 0)) return g.emit('Mod', [a, b]);
  const trivial = g.emit('Or', [
    g.emit('Equal', [b, g.scalar('int32', 0)]),
    g.emit('Equal', [b, g.scalar('int32', -1)]),
  ]);
  return g.emit('Mod', [a, g.emit('Where', [trivial, g.scalar('int32', 1), b])]);
}
