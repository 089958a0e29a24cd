import type { GraphBuilder } from '../../graph/graph-builder.ts';
import type { Value } from '../../graph/types.ts';
import { smallTanh } from './small-tanh.ts';

/** eˣ − 1 without cancellation near zero: 2t / (1 − t) with t = tanh(x / 2) where |x| < 1. */
export function expm1(g: GraphBuilder, x: Value): Value {
  const near = g.emit('Less', [g.emit('Abs', [x]), g.float(1)]);
  const t = smallTanh(g, g.emit('Mul', [x, g.float(0.5)]));
  const small = g.emit('Div', [g.emit('Add', [t, t]), g.emit('Sub', [g.float(1), t])]);
  return g.emit('Where', [near, small, g.emit('Sub', [g.emit('Exp', [x]), g.float(1)])]);
}

/** x where x ≥ 0, α (eˣ − 1) elsewhere, all times `scale`. */
export function exponentialLinear(g: GraphBuilder, x: Value, alpha = 1, scale = 1): Value {
  const below = expm1(g, g.emit('Min', [x, g.float(0)]));
  const scaled = (value: Value, factor: number): Value =>
    factor === 1 ? value : g.emit('Mul', [value, g.float(factor)]);
  return g.emit('Add', [scaled(g.emit('Relu', [x]), scale), scaled(below, alpha * scale)]);
}
