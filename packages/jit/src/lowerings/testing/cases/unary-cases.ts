import * as tf from '@tensorflow/tfjs-core';

import { notDifferentiable, noGradient, floats, ints, unary, type KernelCase } from './kernel-case.ts';

/** Calls that reach the kernels of this family. */
export const unaryCases = {
  Abs: [
    unary(tf.abs),
    { inputs: [ints([5])], run: (x: tf.Tensor) => tf.abs(x), noGradient: notDifferentiable },
  ],
  Acos: [unary(tf.acos, -0.9, 0.9)],
  Acosh: [unary(tf.acosh, 1.1, 3)],
  Asin: [unary(tf.asin, -0.9, 0.9)],
  Asinh: [unary(tf.asinh)],
  Atan: [unary(tf.atan)],
  Atanh: [unary(tf.atanh, -0.9, 0.9)],
  Ceil: [unary(tf.ceil)],
  ClipByValue: [
    unary((x) => tf.clipByValue(x, -1, 0.5)),
    { inputs: [ints([6])], run: (x: tf.Tensor) => tf.clipByValue(x, -2, 3), noGradient: notDifferentiable },
  ],
  Cos: [unary(tf.cos)],
  Cosh: [unary(tf.cosh)],
  Elu: [unary(tf.elu)],
  EluGrad: [
    {
      inputs: [floats([3, 4]), floats([3, 4])],
      run: (dy: tf.Tensor, y: tf.Tensor) => tf.engine().runKernel<tf.Tensor>('EluGrad', { dy, y }),
      noGradient: noGradient,
    },
  ],
  Erf: [unary(tf.erf)],
  Exp: [unary(tf.exp)],
  Expm1: [unary(tf.expm1), unary(tf.expm1, -1e-3, 1e-3, { tolerance: 1e-9 })],
  Floor: [unary(tf.floor)],
  IsFinite: [unary((x) => tf.isFinite(tf.div(x, tf.relu(x))), -2, 2, { noGradient: notDifferentiable })],
  IsInf: [unary((x) => tf.isInf(tf.div(x, tf.relu(x))), -2, 2, { noGradient: notDifferentiable })],
  IsNan: [unary((x) => tf.isNaN(tf.sqrt(x)), -2, 2, { noGradient: notDifferentiable })],
  LeakyRelu: [unary((x) => tf.leakyRelu(x, 0.1))],
  Log: [unary(tf.log, 0.1, 3)],
  Log1p: [unary(tf.log1p, -0.9, 3), unary(tf.log1p, -1e-3, 1e-3, { tolerance: 1e-9 })],
  Neg: [
    unary(tf.neg),
    { inputs: [ints([4])], run: (x: tf.Tensor) => tf.neg(x), noGradient: notDifferentiable },
  ],
  Reciprocal: [unary(tf.reciprocal, 0.5, 2)],
  Relu: [
    unary(tf.relu),
    { inputs: [ints([5])], run: (x: tf.Tensor) => tf.relu(x), noGradient: notDifferentiable },
  ],
  Relu6: [unary(tf.relu6, -2, 9)],
  Round: [
    unary(tf.round),
    {
      inputs: [ints([9], -4, 4)],
      run: (x: tf.Tensor) => tf.round(tf.div(x, tf.scalar(2))),
      noGradient: notDifferentiable,
    },
  ],
  Rsqrt: [unary(tf.rsqrt, 0.3, 3)],
  Selu: [unary(tf.selu)],
  Sigmoid: [unary(tf.sigmoid)],
  Sign: [
    unary(tf.sign),
    { inputs: [ints([6], -1, 1)], run: (x: tf.Tensor) => tf.sign(x), noGradient: notDifferentiable },
  ],
  Sin: [unary(tf.sin)],
  Sinh: [unary(tf.sinh)],
  Softmax: [unary((x) => tf.softmax(x)), unary((x) => tf.mul(x, tf.softmax(x)), -9, 9)],
  Softplus: [unary(tf.softplus, -9, 9)],
  Sqrt: [unary(tf.sqrt, 0.2, 3)],
  Square: [
    unary(tf.square),
    { inputs: [ints([5])], run: (x: tf.Tensor) => tf.square(x), noGradient: notDifferentiable },
  ],
  Step: [unary((x) => tf.step(x)), unary((x) => tf.step(x, 0.3))],
  Tan: [unary(tf.tan, -1, 1)],
  Tanh: [unary(tf.tanh)],
} satisfies Record<string, readonly KernelCase[]>;
