import type { GraphBuilder } from '../../graph/graph-builder.ts';
import type { Value } from '../../graph/types.ts';

/** tanh x ≈ x + x³ P(x²), from the highest power down (Moshier, Cephes, single precision `tanhf`). */
const coefficients = [
  -5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1,
];

/** Hyperbolic tangent where |x| ≤ 0.625, within 1 ulp and monotone. */
export function smallTanh(g: GraphBuilder, x: Value): Value {
  const square = g.emit('Mul', [x, x]);
  const [highest, ...lower] = coefficients.map((c) => g.float(c));
  const series = lower.reduce((sum, c) => g.emit('Add', [g.emit('Mul', [sum, square]), c]), highest!);
  return g.emit('Add', [g.emit('Mul', [g.emit('Mul', [series, square]), x]), x]);
}
