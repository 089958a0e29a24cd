import type { GraphBuilder } from '../../graph/graph-builder.ts';
import type { Value } from '../../graph/types.ts';
import { smallTanh } from './small-tanh.ts';

/** Where the polynomial ends. */
const reach = 0.625;
/** From here on the tangent is 1 in float32. */
const flat = 10;

/**
 * Hyperbolic tangent, within 2 ulp, odd and monotone over all of float32: a polynomial near zero, and beyond it
 * 1 − 2 / (e²ˣ + 1) of the absolute value. The engine's own approximation, one operation in place of these, is off
 * by up to 5 ulp and falls where the tangent is flat.
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
