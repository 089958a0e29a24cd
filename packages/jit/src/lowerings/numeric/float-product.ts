import type { GraphBuilder } from '../../graph/graph-builder.ts';
import type { Value } from '../../graph/types.ts';

/**
 * A product of floats in which a zero wins over what overflows on the way: factors are multiplied in groups, and the
 * product of a group may be ∞ where 0 times each of its factors is 0.
 *
 * @param total Sums what the product multiplies, in the same shape.
 */
export function zeroWins(
  g: GraphBuilder,
  product: Value,
  factors: Value,
  total: (values: Value) => Value,
): Value {
  const { lower, upper } = g.rangeOf(factors);
  if (lower > 0 || upper < 0) return product;
  const zero = g.float(0);
  const zeros = total(g.cast(g.emit('Equal', [factors, zero]), 'float32'));
  // 0, or NaN where a factor is not finite.
  const vanished = total(g.emit('Mul', [factors, zero]));
  return g.emit('Where', [g.emit('Greater', [zeros, zero]), vanished, product]);
}
