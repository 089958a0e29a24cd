import type { GraphBuilder } from '../graph/graph-builder.ts';
import type { OpName } from '../graph/op-name.ts';
import { attribute, type Value } from '../graph/types.ts';
import { input, inputList, type Lowering } from './lowering.ts';
import { floorDivide, floorModulo } from './numeric/integer-division.ts';
import { integerPower } from './numeric/integer-power.ts';
import { onNumbers } from './numeric/on-numbers.ts';
import { toInt32 } from './numeric/to-int32.ts';
import { reluPoolGradient } from './windows/tiled-pool.ts';

/** One ONNX arithmetic operation; bool operands are computed as integers. */
export function arithmetic(op: OpName): Lowering {
  return (context) => {
    const { g } = context;
    return onNumbers(g, [input(context, 'a'), input(context, 'b')], (a, b) => g.emit(op, [a, b]));
  };
}

const product = arithmetic('Mul');

/** The product; that of a pool's gradient and the mask of a ReLU before it is computed at once. */
export const multiply: Lowering = (context) => {
  const [a, b] = [input(context, 'a'), input(context, 'b')];
  const { g } = context;
  return reluPoolGradient(g, a, b) ?? reluPoolGradient(g, b, a) ?? product(context, undefined);
};

export const realDiv: Lowering = (context) => {
  const { g } = context;
  return g.emit('Div', [g.cast(input(context, 'a'), 'float32'), g.cast(input(context, 'b'), 'float32')]);
};

/**
 * Rounds towards minus infinity. The result is int32 whatever the operands are, as in TF.js; of floats it must fit.
 */
export const floorDiv: Lowering = (context) => {
  const { g } = context;
  const [a, b] = [input(context, 'a'), input(context, 'b')];
  if (a.dtype === 'float32') return toInt32(g, g.emit('Floor', [g.emit('Div', [a, b])]));
  return floorDivide(g, g.cast(a, 'int32'), g.cast(b, 'int32'));
};

/** Remainder with the sign of the divisor. */
export const mod: Lowering = (context) => {
  const { g } = context;
  const [a, b] = [input(context, 'a'), input(context, 'b')];
  if (a.dtype !== 'float32') return onNumbers(g, [a, b], (x, y) => floorModulo(g, x, y));
  const zero = g.float(0);
  const truncated = (x: Value): Value => g.emit('Mod', [x, b], { fmod: attribute.int(1) });
  const negative = (x: Value): Value => g.emit('Less', [x, zero]);
  const rest = truncated(a);
  const apart = g.emit('Xor', [negative(a), negative(b)]);
  // Again, for the sign of a rest of 0 and NaN of an infinite divisor; −0 leaves a rest as it is.
  const turned = g.emit('Add', [rest, g.emit('Where', [apart, b, g.float(-0)])]);
  const modulo = truncated(turned);
  const isZero = (x: Value): Value => g.emit('Equal', [x, zero]);
  // A small rest may have been rounded away.
  const lost = g.emit('And', [isZero(modulo), g.emit('Not', [isZero(rest)])]);
  return g.emit('Where', [lost, turned, modulo]);
};

/** aᵇ; integers wrap round as their products do. */
export const pow: Lowering = (context) => {
  const { g } = context;
  const [a, b] = [input(context, 'a'), input(context, 'b')];
  if (a.dtype === 'float32') return g.emit('Pow', [a, b]);
  return onNumbers(g, [a, b], (x, y) => integerPower(g, x, y));
};

export const squaredDifference: Lowering = (context) => {
  const { g } = context;
  return onNumbers(g, [input(context, 'a'), input(context, 'b')], (a, b) => {
    const difference = g.emit('Sub', [a, b]);
    return g.emit('Mul', [difference, difference]);
  });
};

/** Whether the sign bit is set: −0 is negative, NaN either. */
function signBit(g: GraphBuilder, x: Value): Value {
  const zero = g.float(0);
  return g.emit('Or', [g.emit('Less', [x, zero]), g.emit('Less', [g.emit('Reciprocal', [x]), zero])]);
}

/** Angle of the point (b, a): arctan(a / b), and half a turn where b is negative. */
export const atan2: Lowering = (context) => {
  const { g } = context;
  const [a, b] = [g.cast(input(context, 'a'), 'float32'), g.cast(input(context, 'b'), 'float32')];
  const zero = g.float(0);
  const bothInfinite = g.emit('And', [g.emit('IsInf', [a]), g.emit('IsInf', [b])]);
  const bothZero = g.emit('And', [g.emit('Equal', [a, zero]), g.emit('Equal', [b, zero])]);
  // Of two infinities or zeros only the signs count: 1 or −1 over 1 or −1, a zero over 1 or −1.
  const up = g.emit('Where', [bothInfinite, g.emit('Sign', [a]), a]);
  const side = g.emit('Where', [signBit(g, b), g.float(-1), g.float(1)]);
  const across = g.emit('Where', [g.emit('Or', [bothInfinite, bothZero]), side, b]);
  const angle = g.emit('Atan', [g.emit('Div', [up, across])]);
  const half = g.emit('Where', [g.emit('Less', [side, zero]), g.float(Math.PI), zero]);
  const sense = g.emit('Where', [signBit(g, a), g.float(-1), g.float(1)]);
  return g.emit('Add', [angle, g.emit('Mul', [half, sense])]);
};

/** Gradient of ELU from its output: dy where y ≥ 0, dy · (y + 1) elsewhere. */
export const eluGrad: Lowering = (context) => {
  const { g } = context;
  const [dy, y] = [input(context, 'dy'), input(context, 'y')];
  const slope = g.emit('Add', [g.emit('Min', [y, g.float(0)]), g.float(1)]);
  return g.emit('Mul', [dy, slope]);
};

/** Always float32, as in TF.js. */
export const prelu: Lowering = (context) => {
  const { g } = context;
  return leaky(g, g.cast(input(context, 'x'), 'float32'), g.cast(input(context, 'alpha'), 'float32'));
};

/** x where x ≥ 0, alpha · x elsewhere, with a tensor of slopes. */
export function leaky(g: GraphBuilder, x: Value, alpha: Value): Value {
  return g.emit('Where', [g.emit('Less', [x, g.float(0)]), g.emit('Mul', [x, alpha]), x]);
}

export const addN: Lowering = (context) => {
  const { g } = context;
  return onNumbers(g, inputList(context), (...terms) =>
    terms.reduce((sum, term) => g.emit('Add', [sum, term])),
  );
};
