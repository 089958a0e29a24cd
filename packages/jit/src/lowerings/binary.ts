import type { GraphBuilder } from '../graph/graph-builder.ts';
import type { OpName } from '../graph/op-name.ts';
import { attribute, type Value } from '../graph/types.ts';
import { input, inputList, type Lowering } from './lowering.ts';

/** One ONNX arithmetic operation; bool operands are computed as integers. */
export function arithmetic(op: OpName): Lowering {
  return (context) => {
    const { g } = context;
    const [a, b] = [input(context, 'a'), input(context, 'b')];
    if (a.dtype !== 'bool') return g.emit(op, [a, b]);
    return g.cast(g.emit(op, [g.cast(a, 'int32'), g.cast(b, 'int32')]), 'bool');
  };
}

export const realDiv: Lowering = (context) => {
  const { g } = context;
  return g.emit('Div', [g.cast(input(context, 'a'), 'float32'), g.cast(input(context, 'b'), 'float32')]);
};

/** Rounds towards minus infinity; ONNX divides integers towards zero. */
export const floorDiv: Lowering = (context) => {
  const { g } = context;
  const [a, b] = [input(context, 'a'), input(context, 'b')];
  if (a.dtype === 'float32') return g.emit('Floor', [g.emit('Div', [a, b])]);
  return g.emit('Div', [g.emit('Sub', [a, g.emit('Mod', [a, b])]), b]);
};

/** Remainder with the sign of the divisor. */
export const mod: Lowering = (context) => {
  const { g } = context;
  const [a, b] = [input(context, 'a'), input(context, 'b')];
  if (a.dtype !== 'float32') return g.emit('Mod', [a, b]);
  const truncated = (x: Value): Value => g.emit('Mod', [x, b], { fmod: attribute.int(1) });
  const negative = (x: Value): Value => g.emit('Less', [x, g.float(0)]);
  const rest = truncated(a);
  const apart = g.emit('Xor', [negative(a), negative(b)]);
  return g.emit('Where', [apart, truncated(g.emit('Add', [rest, b])), rest]);
};

export const squaredDifference: Lowering = (context) => {
  const { g } = context;
  const difference = g.emit('Sub', [input(context, 'a'), input(context, 'b')]);
  return g.emit('Mul', [difference, difference]);
};

/** Angle of the point (b, a), from arctan(a / b) and the quadrant. */
export const atan2: Lowering = (context) => {
  const { g } = context;
  const [a, b] = [g.cast(input(context, 'a'), 'float32'), g.cast(input(context, 'b'), 'float32')];
  const zero = g.float(0);
  const angle = g.emit('Atan', [g.emit('Div', [a, b])]);
  const turn = g.emit('Where', [g.emit('Less', [a, zero]), g.float(-Math.PI), g.float(Math.PI)]);
  const upright = g.emit('Mul', [g.emit('Sign', [a]), g.float(Math.PI / 2)]);
  const onAxis = g.emit('Equal', [b, zero]);
  const left = g.emit('Less', [b, zero]);
  return g.emit('Where', [onAxis, upright, g.emit('Where', [left, g.emit('Add', [angle, turn]), angle])]);
};

/** Gradient of ELU from its output: dy where y ≥ 0, dy · (y + 1) elsewhere. */
export const eluGrad: Lowering = (context) => {
  const { g } = context;
  const [dy, y] = [input(context, 'dy'), input(context, 'y')];
  const slope = g.emit('Add', [g.emit('Min', [y, g.float(0)]), g.float(1)]);
  return g.emit('Mul', [dy, slope]);
};

export const prelu: Lowering = (context) => leaky(context.g, input(context, 'x'), input(context, 'alpha'));

/** x where x ≥ 0, alpha · x elsewhere, with a tensor of slopes. */
export function leaky(g: GraphBuilder, x: Value, alpha: Value): Value {
  return g.emit('Where', [g.emit('Less', [x, g.float(0)]), g.emit('Mul', [x, alpha]), x]);
}

export const addN: Lowering = (context) =>
  inputList(context).reduce((sum, value) => context.g.emit('Add', [sum, value]));
