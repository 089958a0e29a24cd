import * as tf from '@tensorflow/tfjs-core';

import { floats, ints, notDifferentiable, type KernelCase } from './kernel-case.ts';

type Extents = [number, number, number];
interface Options {
  readonly strides: Extents | number;
  readonly pad: 'valid' | 'same';
}

/** A batch of small volumes. */
const volume = floats([2, 4, 3, 5, 2]);
/** Volumes as long as high as wide: elsewhere TF.js mixes up the extents of windows in its gradients. */
const cube = floats([2, 4, 4, 4, 2]);

const options: readonly Options[] = [
  { strides: 1, pad: 'valid' },
  { strides: 1, pad: 'same' },
  { strides: 2, pad: 'same' },
  { strides: [1, 2, 3], pad: 'valid' },
];

const convolutions: KernelCase[] = options.map(({ strides, pad }) => ({
  inputs: [volume, floats([2, 3, 2, 2, 3])],
  run: (x: tf.Tensor5D, w: tf.Tensor5D) => tf.conv3d(x, w, strides, pad),
  tolerance: 1e-4,
}));
const dilated: KernelCase = {
  inputs: [volume, floats([2, 2, 2, 2, 3])],
  run: (x: tf.Tensor5D, w: tf.Tensor5D) => tf.conv3d(x, w, 1, 'same', 'NDHWC', [2, 1, 2]),
  tolerance: 1e-4,
};
const transposed: KernelCase = {
  inputs: [floats([2, 2, 2, 2, 3]), floats([2, 3, 2, 2, 3])],
  run: (x: tf.Tensor5D, w: tf.Tensor5D) => tf.conv3dTranspose(x, w, [2, 4, 3, 4, 2], 2, 'same'),
  tolerance: 1e-4,
};

function pools(run: (x: tf.Tensor5D, o: Options) => tf.Tensor): KernelCase[] {
  return [
    ...options.map((o) => ({ inputs: [cube], run: (x: tf.Tensor5D) => run(x, o) })),
    { inputs: [floats([3, 4, 4, 2])], run: (x: tf.Tensor5D) => run(x, { strides: 2, pad: 'same' }) },
  ];
}
const wide = (run: (x: tf.Tensor5D) => tf.Tensor): KernelCase => ({
  inputs: [floats([1, 2, 2, 2, 2])],
  run,
});

const maxPools: KernelCase[] = [
  ...pools((x, { strides, pad }) => tf.maxPool3d(x, 2, strides, pad)),
  { inputs: [volume], run: (x: tf.Tensor5D) => tf.maxPool3d(x, [1, 3, 2], 1, 'same') },
].map((one, i) => (i === 5 ? { ...one, noGradient: 'TF.js mixes up height and width of the window' } : one));

/** Calls that reach the kernels of this family. */
export const volumeCases = {
  AvgPool3D: [
    ...pools((x, { strides, pad }) => tf.avgPool3d(x, [2, 3, 2], strides, pad)),
    wide((x) => tf.avgPool3d(x, 2, 2, 2, 'floor')),
  ],
  AvgPool3DGrad: pools((x, { strides, pad }) => tf.avgPool3d(x, [2, 3, 2], strides, pad)),
  Conv3D: [...convolutions, dilated],
  Conv3DBackpropFilterV2: convolutions,
  Conv3DBackpropInputV2: [...convolutions, transposed],
  MaxPool3D: [
    ...maxPools,
    wide((x) => tf.maxPool3d(x, 2, 2, 2, 'floor')),
    {
      inputs: [ints([1, 2, 2, 3, 2])],
      run: (x: tf.Tensor5D) => tf.maxPool3d(x, 2, 1, 'same'),
      noGradient: notDifferentiable,
    },
  ],
  MaxPool3DGrad: maxPools,
} satisfies Record<string, readonly KernelCase[]>;
