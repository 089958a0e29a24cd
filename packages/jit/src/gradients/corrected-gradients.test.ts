import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { prepareEager, loadCpuBackend } from '../eager/prepare-eager.ts';
import { quietly } from '../eager/quietly.ts';
import { lowerings } from '../lowerings/lowering-table.ts';
import { correctedGradients } from './corrected-gradients.ts';
import { derivativeCases, limitCases } from './testing/derivative-cases.ts';
import { expectDerivatives } from './testing/expect-derivatives.ts';

beforeAll(async () => {
  await loadCpuBackend();
  await tf.setBackend('cpu');
  quietly(() => tf.scalar(0).dispose());
  await prepareEager();
});

for (const [kernel, cases] of Object.entries(derivativeCases)) {
  it(`derivatives through ${kernel} match finite differences`, async () => {
    for (const [i, one] of cases.entries()) await expectDerivatives(`${kernel} ${i}`, one);
  });
}

it('every correction has a case', () => {
  expect(Object.keys(derivativeCases).sort()).toEqual(Object.keys(correctedGradients).sort());
});

it('every traced kernel has a gradient, but for sampled images, gradients of some, and what is not on a tape', () => {
  const without = Object.entries(lowerings).flatMap(([kernel, entry]) =>
    typeof entry === 'function' && (tf.getGradient(kernel) as unknown) === undefined ? [kernel] : [],
  );
  expect(without).toEqual([
    ...['CropAndResize', 'Dilation2DBackpropFilter', 'Dilation2DBackpropInput', 'EluGrad', 'Fill'],
    ...['FusedConv2D', 'FusedDepthwiseConv2D', 'LinSpace', 'LRNGrad', 'MaxPool3DGrad', 'Range'],
    ...['ResizeBilinearGrad', 'ResizeNearestNeighborGrad', 'RotateWithOffset', 'Transform', '_FusedMatMul'],
  ]);
});

describe('where differences do not exist', () => {
  it.each(limitCases)('$title', ({ f, at, gradient }) => {
    const got = tf.tidy(() =>
      [
        ...tf
          .grad((x) => tf.sum(f(x as tf.Tensor1D)))(tf.tensor1d(at))
          .dataSync(),
      ].map((slope) => slope + 0),
    );
    expect(got).toEqual(gradient);
  });
});

it('a named scope does not change the gradient of what is called in it', () => {
  const doubled = tf.customGrad((x, save) => {
    (save as tf.GradSaveFunc)([x as tf.Tensor]);
    return { value: tf.mul(x as tf.Tensor, 1), gradFunc: (dy: tf.Tensor) => tf.mul(dy, 2) };
  });
  const f = (x: tf.Tensor): tf.Tensor => tf.tidy('logSoftmax', () => tf.sum(tf.clone(doubled(x))));
  expect([
    ...tf.tidy(() =>
      tf
        .grad(f)(tf.tensor1d([1, 2]))
        .dataSync(),
    ),
  ]).toEqual([2, 2]);
});
