import type { GraphBuilder } from '../../graph/graph-builder.ts';
import type { Value } from '../../graph/types.ts';

/** Where the polynomial ends. */
const reach = 0.625;
/** From here on the tangent is 1 in float32. */
const flat = 10;
/** tanh x ≈ x + x³ P(x²), from the highest power down (Moshier, Cephes, single precision `tanhf`). */
const coefficients = [
  -5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1,
];

/** The value where |x| ≤ 0.625. */
export function smallTanh(g: GraphBuilder, x: Value): Value {
  const square = g.emit('Mul', [x, x]);
  const [highest, ...lower] = coefficients.map((c) => g.float(c));
  const series = lower.reduce((sum, c) => g.emit('Add', [g.emit('Mul', [sum, square]), c]), highest!);
  return g.emit('Add', [g.emit('Mul', [g.emit('Mul', [series, square]), x]), x]);
}

/**
 * Hyperbolic tangent, within 2 ulp, odd and monotone over all of float32: a polynomial near zero, and beyond it
 * 1 − 2 / (e²ˣ + 1) of the absolute value. The engine's own approximation is off by up to 5 ulp and falls where
 * the tangent is flat.
 */
export function tanh(g: GraphBuilder, x: Value): Value {
  const clipped = g.emit('Clip', [x, g.float(-flat), g.float(flat)]);
  const size = g.emit('Abs', [clipped]);
  const grown = g.emit('Add', [g.emit('Exp', [g.emit('Add', [size, size])]), g.float(1)]);
  const height = g.emit('Sub', [g.float(1), g.emit('Div', [g.float(2), grown])]);
  // The sign by division, for the polynomial has what is near zero; ONNX Runtime's Sign is slow.
  const far = g.emit('Mul', [height, g.emit('Div', [clipped, size])]);
  return g.emit('Where', [g.emit('Less', [size, g.float(reach)]), smallTanh(g, clipped), far]);
}
