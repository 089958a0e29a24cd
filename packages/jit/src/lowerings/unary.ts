import type { ClipByValueAttrs, LeakyReluAttrs, StepAttrs } from '@tensorflow/tfjs-core';

import type { GraphBuilder } from '../graph/graph-builder.ts';
import type { OpName } from '../graph/op-name.ts';
import { attribute, type Value } from '../graph/types.ts';
import { input, type Lowering } from './lowering.ts';
import { exponentialLinear, expm1 as expMinusOne } from './numeric/expm1.ts';
import { mayBeNaN } from './numeric/nan-aware.ts';
import { onNumbers } from './numeric/on-numbers.ts';
import { sigmoid as logistic } from './numeric/sigmoid.ts';
import { tanh as hyperbolicTangent } from './numeric/tanh.ts';

/** One ONNX operation on floats; integers are converted first. */
export function floatOp(op: OpName): Lowering {
  return (context) => context.g.emit(op, [context.g.cast(input(context, 'x'), 'float32')]);
}

/** One ONNX operation on the dtype at hand. */
export function sameOp(op: OpName): Lowering {
  return sameDtype((g, x) => g.emit(op, [x]));
}

/** A computation on the dtype at hand; flags count as 0 and 1. */
function sameDtype<Attrs>(compute: (g: GraphBuilder, x: Value, attrs: Attrs) => Value): Lowering<Attrs> {
  return (context, attrs) => {
    const { g } = context;
    return onNumbers(g, [input(context, 'x')], (x) => compute(g, x, attrs));
  };
}

/** A computation on floats; integers are converted first. */
function onFloats(compute: (g: GraphBuilder, x: Value) => Value): Lowering {
  return ({ g, ...context }) => compute(g, g.cast(input({ g, ...context }, 'x'), 'float32'));
}

export const sigmoid: Lowering = onFloats(logistic);
export const tanh: Lowering = onFloats(hyperbolicTangent);
export const expm1: Lowering = onFloats(expMinusOne);
export const elu: Lowering = onFloats(exponentialLinear);

/** Rounding: integers are whole already. */
export function roundingOp(op: OpName): Lowering {
  return (context) => {
    const x = input(context, 'x');
    return x.dtype === 'float32' ? context.g.emit(op, [x]) : x;
  };
}

export const square: Lowering = sameDtype((g, x) => g.emit('Mul', [x, x]));

export const rsqrt: Lowering = (context) => {
  const { g } = context;
  return g.emit('Reciprocal', [g.emit('Sqrt', [g.cast(input(context, 'x'), 'float32')])]);
};

export const relu: Lowering = sameOp('Relu');

export const relu6: Lowering = sameDtype((g, x) =>
  g.emit('Clip', [x, g.scalar(x.dtype, 0), g.scalar(x.dtype, 6)]),
);

export const leakyRelu: Lowering<LeakyReluAttrs> = (context, { alpha }) =>
  context.g.emit('LeakyRelu', [context.g.cast(input(context, 'x'), 'float32')], {
    alpha: attribute.float(alpha),
  });

/** SELU with the constants of Klambauer et al. 2017, §2. */
export const selu: Lowering = onFloats((g, x) =>
  exponentialLinear(g, x, 1.6732632423543772, 1.0507009873554805),
);

/** ln(1 + x) without cancellation near zero: with u = 1 + x rounded, x · ln u / (u − 1) (Goldberg 1991, §1.4). */
export const log1p: Lowering = onFloats((g, x) => {
  const u = g.emit('Add', [x, g.float(1)]);
  const excess = g.emit('Sub', [u, g.float(1)]);
  const small = g.emit('Equal', [excess, g.float(0)]);
  const safe = g.emit('Where', [small, g.float(1), excess]);
  const ratio = g.emit('Div', [g.emit('Log', [u]), safe]);
  const itself = g.emit('Or', [small, g.emit('Equal', [u, g.float(Infinity)])]);
  return g.emit('Mul', [x, g.emit('Where', [itself, g.float(1), ratio])]);
});

export const isFinite: Lowering = (context) => {
  const { g } = context;
  const x = g.cast(input(context, 'x'), 'float32');
  return g.emit('Not', [g.emit('Or', [g.emit('IsNaN', [x]), g.emit('IsInf', [x])])]);
};

export const isInf: Lowering = floatOp('IsInf');
export const isNaN: Lowering = floatOp('IsNaN');

/** 1, −1 or 0, which NaN gives too. */
export const sign: Lowering = sameDtype((g, x) => {
  const zero = g.scalar(x.dtype, 0);
  const flag = (op: 'Greater' | 'Less'): Value => g.cast(g.emit(op, [x, zero]), x.dtype);
  return g.emit('Sub', [flag('Greater'), flag('Less')]);
});

/** 1 where x > 0, alpha elsewhere, NaN where x is. */
export const step: Lowering<StepAttrs> = sameDtype((g, x, { alpha }: StepAttrs) => {
  const zero = g.scalar(x.dtype, 0);
  const positive = g.emit('Greater', [x, zero]);
  const steps =
    alpha === 0
      ? g.cast(positive, x.dtype)
      : g.emit('Where', [positive, g.scalar(x.dtype, 1), g.scalar(x.dtype, alpha)]);
  return mayBeNaN(g, x) ? g.emit('Add', [steps, g.emit('Clip', [x, zero, zero])]) : steps;
});

export const clipByValue: Lowering<ClipByValueAttrs> = sameDtype((g, x, attrs: ClipByValueAttrs) => {
  const bound = (value: number): Value =>
    g.scalar(x.dtype, x.dtype === 'float32' ? value : Math.min(Math.max(value, -(2 ** 31)), 2 ** 31 - 1));
  return g.emit('Clip', [x, bound(attrs.clipValueMin), bound(attrs.clipValueMax)]);
});
