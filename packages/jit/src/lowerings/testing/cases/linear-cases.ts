import * as tf from '@tensorflow/tfjs-core';

import { notDifferentiable, floats, image, ints, type KernelCase } from './kernel-case.ts';

/** Calls that reach the kernels of this family. */
export const linearCases = {
  _FusedMatMul: [
    {
      inputs: [floats([3, 4]), floats([4, 5]), floats([5])],
      run: (a: tf.Tensor, b: tf.Tensor, bias: tf.Tensor) =>
        tf.fused.matMul({ a, b, bias, activation: 'relu' }),
      noGradient: 'TF.js composes other kernels when it takes gradients',
    },
    {
      inputs: [floats([3, 4]), floats([4, 5])],
      run: (a: tf.Tensor, b: tf.Tensor) =>
        tf.fused.matMul({ a, b, activation: 'leakyrelu', leakyreluAlpha: 0.3 }),
      noGradient: 'TF.js composes other kernels when it takes gradients',
    },
  ],
  BatchMatMul: [
    { inputs: [floats([3, 4]), floats([4, 5])], run: (a: tf.Tensor2D, b: tf.Tensor2D) => tf.matMul(a, b) },
    {
      inputs: [floats([4, 3]), floats([5, 4])],
      run: (a: tf.Tensor2D, b: tf.Tensor2D) => tf.matMul(a, b, true, true),
    },
    {
      inputs: [floats([2, 3, 4]), floats([2, 4, 5])],
      run: (a: tf.Tensor3D, b: tf.Tensor3D) => tf.matMul(a, b),
    },
    {
      inputs: [floats([2, 4, 3]), floats([2, 5, 4])],
      run: (a: tf.Tensor3D, b: tf.Tensor3D) => tf.matMul(a, b, true, true),
    },
    {
      inputs: [floats([1, 3, 4]), floats([1, 4, 5])],
      run: (a: tf.Tensor3D, b: tf.Tensor3D) => tf.matMul(a, b),
    },
    {
      inputs: [ints([3, 4]), ints([4, 2])],
      run: (a: tf.Tensor2D, b: tf.Tensor2D) => tf.matMul(a, b),
      noGradient: notDifferentiable,
    },
  ],
  Einsum: [
    {
      inputs: [floats([2, 3, 4]), floats([4, 5])],
      run: (a: tf.Tensor, b: tf.Tensor) => tf.einsum('bij, jk -> bik', a, b),
    },
  ],
  FusedBatchNorm: [
    {
      inputs: [floats([2, 3, 3, 4]), floats([4]), floats([4], 0.5, 2), floats([4]), floats([4])],
      run: (x: tf.Tensor4D, m: tf.Tensor1D, v: tf.Tensor1D, o: tf.Tensor1D, s: tf.Tensor1D) =>
        tf.batchNorm(x, m, v, o, s, 0.01),
    },
    {
      inputs: [floats([2, 3, 3, 4]), floats([4]), floats([4], 0.5, 2)],
      run: (x: tf.Tensor4D, m: tf.Tensor1D, v: tf.Tensor1D) => tf.batchNorm(x, m, v),
      noGradient: 'on the cpu backend TF.js puts the absent scale on its tape, and fails',
    },
  ],
  LRN: [
    {
      inputs: [image],
      run: (x: tf.Tensor) => tf.localResponseNormalization(x as tf.Tensor4D, 1, 1, 0.5, 0.7),
    },
  ],
  LRNGrad: [
    {
      inputs: [image, image],
      run: (x: tf.Tensor, dy: tf.Tensor) => {
        const y = tf.localResponseNormalization(x as tf.Tensor4D, 1, 1, 0.5, 0.7);
        const attrs = { depthRadius: 1, bias: 1, alpha: 0.5, beta: 0.7 };
        return tf.engine().runKernel<tf.Tensor>('LRNGrad', { x, y, dy }, attrs);
      },
      noGradient: 'no gradient goes through it',
    },
  ],
} satisfies Record<string, readonly KernelCase[]>;
