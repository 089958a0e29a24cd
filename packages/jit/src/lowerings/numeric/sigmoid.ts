import type { GraphBuilder } from '../../graph/graph-builder.ts';
import type { Value } from '../../graph/types.ts';

/** Where |x| is known to be at most this, the engine's approximation is within 10⁻⁶ of the value, relatively. */
const engineReach = 2.5;

/**
 * 1 / (1 + e⁻ˣ), within 2 ulp and monotone over all of float32. The engine's own approximation is off by up to
 * 1.7 · 10⁻⁷ wherever it is asked, which is everything below −15, and falls where the sigmoid is flat.
 *
 * Each step is monotone, so the whole is. Below −80, where e⁻ˣ overflows before the result reaches zero, eˣ
 * takes over: it is the larger of the two there.
 */
export function sigmoid(g: GraphBuilder, x: Value): Value {
  const { lower, upper } = g.rangeOf(x);
  if (lower >= -engineReach && upper <= engineReach) return g.emit('Sigmoid', [x]);
  const denominator = g.emit('Add', [g.emit('Exp', [g.emit('Neg', [x])]), g.float(1)]);
  const central = g.emit('Reciprocal', [denominator]);
  if (lower >= -80) return central;
  return g.emit('Max', [central, g.emit('Exp', [g.emit('Min', [x, g.float(-80)])])]);
}
