import type { ClipByValueAttrs, LeakyReluAttrs, StepAttrs } from '@tensorflow/tfjs-core';

import type { OpName } from '../graph/op-name.ts';
import { attribute } from '../graph/types.ts';
import { input, type Lowering } from './lowering.ts';

/** One ONNX operation on floats; integers are converted first. */
export function floatOp(op: OpName): Lowering {
  return (context) => context.g.emit(op, [context.g.cast(input(context, 'x'), 'float32')]);
}

/** One ONNX operation on the dtype at hand. */
export function sameOp(op: OpName): Lowering {
  return (context) => context.g.emit(op, [input(context, 'x')]);
}

/** Rounding: integers are whole already. */
export function roundingOp(op: OpName): Lowering {
  return (context) => {
    const x = input(context, 'x');
    return x.dtype === 'float32' ? context.g.emit(op, [x]) : x;
  };
}

export const square: Lowering = (context) => {
  const x = input(context, 'x');
  return context.g.emit('Mul', [x, x]);
};

export const rsqrt: Lowering = (context) => {
  const { g } = context;
  return g.emit('Reciprocal', [g.emit('Sqrt', [g.cast(input(context, 'x'), 'float32')])]);
};

export const relu: Lowering = sameOp('Relu');

export const relu6: Lowering = (context) => {
  const { g } = context;
  const x = input(context, 'x');
  return g.emit('Clip', [x, g.scalar(x.dtype, 0), g.scalar(x.dtype, 6)]);
};

export const leakyRelu: Lowering<LeakyReluAttrs> = (context, { alpha }) =>
  context.g.emit('LeakyRelu', [context.g.cast(input(context, 'x'), 'float32')], {
    alpha: attribute.float(alpha),
  });

/** SELU with the constants of Klambauer et al. 2017, §2. */
export const selu: Lowering = (context) =>
  context.g.emit('Selu', [context.g.cast(input(context, 'x'), 'float32')], {
    alpha: attribute.float(1.6732632423543772),
    gamma: attribute.float(1.0507009873554805),
  });

/** ln(1 + x) without cancellation near zero: with u = 1 + x rounded, x · ln u / (u − 1) (Goldberg 1991, §1.4). */
export const log1p: Lowering = (context) => {
  const { g } = context;
  const x = g.cast(input(context, 'x'), 'float32');
  const u = g.emit('Add', [x, g.float(1)]);
  const excess = g.emit('Sub', [u, g.float(1)]);
  const small = g.emit('Equal', [excess, g.float(0)]);
  const infinite = g.emit('IsInf', [u]);
  const safe = g.emit('Where', [small, g.float(1), excess]);
  const ratio = g.emit('Mul', [x, g.emit('Div', [g.emit('Log', [u]), safe])]);
  return g.emit('Where', [g.emit('Or', [small, infinite]), x, ratio]);
};

/** e^x − 1 without cancellation near zero: 2t / (1 − t) with t = tanh(x / 2) where |x| < 1. */
export const expm1: Lowering = (context) => {
  const { g } = context;
  const x = g.cast(input(context, 'x'), 'float32');
  const near = g.emit('Less', [g.emit('Abs', [x]), g.float(1)]);
  const t = g.emit('Tanh', [g.emit('Mul', [x, g.float(0.5)])]);
  const small = g.emit('Div', [g.emit('Mul', [t, g.float(2)]), g.emit('Sub', [g.float(1), t])]);
  return g.emit('Where', [near, small, g.emit('Sub', [g.emit('Exp', [x]), g.float(1)])]);
};

export const isFinite: Lowering = (context) => {
  const { g } = context;
  const x = g.cast(input(context, 'x'), 'float32');
  return g.emit('Not', [g.emit('Or', [g.emit('IsNaN', [x]), g.emit('IsInf', [x])])]);
};

export const isInf: Lowering = floatOp('IsInf');
export const isNaN: Lowering = floatOp('IsNaN');

/** 1 where x > 0, alpha elsewhere. */
export const step: Lowering<StepAttrs> = (context, { alpha }) => {
  const { g } = context;
  const x = input(context, 'x');
  const positive = g.emit('Greater', [x, g.scalar(x.dtype, 0)]);
  if (alpha === 0) return g.cast(positive, x.dtype);
  return g.emit('Where', [positive, g.scalar(x.dtype, 1), g.scalar(x.dtype, alpha)]);
};

export const clipByValue: Lowering<ClipByValueAttrs> = (context, { clipValueMin, clipValueMax }) => {
  const { g } = context;
  const x = input(context, 'x');
  return g.emit('Clip', [x, g.scalar(x.dtype, clipValueMin), g.scalar(x.dtype, clipValueMax)]);
};
