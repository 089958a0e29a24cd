import type { GraphBuilder } from '../../graph/graph-builder.ts';
import type { Value } from '../../graph/types.ts';

/**
 * aᵇ of int32 by repeated squaring, modulo 2³² as products of int32 are. A negative exponent gives the
 * reciprocal cut to an integer: ±1 for ±1, else 0.
 */
export function integerPower(g: GraphBuilder, a: Value, b: Value): Value {
  const one = g.scalar('int32', 1);
  const { lower, upper } = g.rangeOf(b);
  // Powers of ±1 by a negative exponent depend on its last bit alone, which two's complement keeps.
  const bits = upper < 1 ? 1 : Math.floor(Math.log2(upper)) + 1;
  let square = a;
  let power = one;
  for (let bit = 0; bit < bits; bit++) {
    if (bit > 0) square = g.emit('Mul', [square, square]);
    const mask = g.scalar('int32', 2 ** bit);
    const taken = g.emit('Equal', [g.emit('BitwiseAnd', [b, mask]), mask]);
    power = g.emit('Mul', [power, g.emit('Where', [taken, square, one])]);
  }
  if (lower >= 0) return power;
  const isUnit = g.emit('Or', [g.emit('Equal', [a, one]), g.emit('Equal', [a, g.scalar('int32', -1)])]);
  const kept = g.emit('Or', [isUnit, g.emit('GreaterOrEqual', [b, g.scalar('int32', 0)])]);
  return g.emit('Where', [kept, power, g.scalar('int32', 0)]);
}
