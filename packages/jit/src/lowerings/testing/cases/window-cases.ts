import * as tf from '@tensorflow/tfjs-core';

import { notDifferentiable, floats, image, ints, type InputSpec, type KernelCase } from './kernel-case.ts';

/** Convolutions with every kind of padding, stride and dilation. */
function convolutions(
  filter: InputSpec,
  run: (x: tf.Tensor4D, w: tf.Tensor4D, o: ConvOptions) => tf.Tensor,
): KernelCase[] {
  const options: ConvOptions[] = [
    { strides: 1, pad: 'valid', dilations: 1 },
    { strides: 1, pad: 'same', dilations: 1 },
    { strides: 2, pad: 'same', dilations: 1 },
    { strides: [2, 3], pad: 'valid', dilations: 1 },
    { strides: 2, pad: 1, dilations: 1, rounding: 'floor' },
  ];
  return options.map((o) => ({
    inputs: [image, filter],
    run: (x: tf.Tensor4D, w: tf.Tensor4D) => run(x, w, o),
    tolerance: 1e-4,
  }));
}

interface ConvOptions {
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same' | number;
  readonly dilations: number;
  readonly rounding?: 'floor';
}

const conv = convolutions(floats([3, 2, 3, 4]), (x, w, o) =>
  tf.conv2d(x, w, o.strides, o.pad, 'NHWC', o.dilations, o.rounding),
);
const dilated: KernelCase = {
  inputs: [image, floats([3, 2, 3, 4])],
  run: (x: tf.Tensor4D, w: tf.Tensor4D) => tf.conv2d(x, w, 1, 'valid', 'NHWC', 2),
  tolerance: 1e-4,
};
/** The same image with channels first; the gradient goes through the kernels of the same format. */
const channelsFirst: KernelCase[] = [
  { strides: 1, pad: 'same' } as const,
  { strides: 2, pad: 'valid' } as const,
].map(({ strides, pad }) => ({
  inputs: [floats([2, 3, 7, 6]), floats([3, 2, 3, 4])],
  run: (x: tf.Tensor4D, w: tf.Tensor4D) => tf.conv2d(x, w, strides, pad, 'NCHW'),
  tolerance: 1e-4,
}));
const depthwise = convolutions(floats([3, 2, 3, 2]), (x, w, o) =>
  tf.depthwiseConv2d(x, w, o.strides, o.pad, 'NHWC', o.dilations, o.rounding),
);

function pools(run: (x: tf.Tensor4D, o: ConvOptions) => tf.Tensor): KernelCase[] {
  const options: ConvOptions[] = [
    { strides: 2, pad: 'valid', dilations: 1 },
    { strides: 1, pad: 'same', dilations: 1 },
    { strides: 2, pad: 'same', dilations: 1 },
    { strides: 2, pad: 1, dilations: 1, rounding: 'floor' },
  ];
  return options.map((o) => ({ inputs: [image], run: (x: tf.Tensor4D) => run(x, o) }));
}
/** Padding no smaller than the window, which the engine refuses: some windows see nothing of the input. */
function widePools(
  run: (x: tf.Tensor4D, size: number, strides: number, pad: number) => tf.Tensor,
): KernelCase[] {
  return [
    { inputs: [image], run: (x: tf.Tensor4D) => run(x, 2, 3, 2) },
    { inputs: [image], run: (x: tf.Tensor4D) => run(x, 1, 1, 1) },
  ];
}
/** TF.js takes it for the identity. */
const onePixel = (run: (x: tf.Tensor4D) => tf.Tensor): KernelCase => ({
  inputs: [floats([1, 2, 2, 3])],
  run,
});
const maxPools = pools((x, o) => tf.maxPool(x, [3, 2], o.strides, o.pad, o.rounding));
const avgPools = pools((x, o) => tf.avgPool(x, [3, 2], o.strides, o.pad, o.rounding));

function resizes(resize: typeof tf.image.resizeBilinear): KernelCase[] {
  const sizes: [number, number, boolean, boolean][] = [
    [5, 9, false, false],
    [9, 3, true, false],
    [1, 8, true, false],
    [14, 4, false, true],
  ];
  return sizes.map(([height, width, align, halfPixel]) => ({
    inputs: [image],
    run: (x: tf.Tensor4D) => resize(x, [height, width], align, halfPixel),
  }));
}

/** Images that are square and no batch: elsewhere the kernel of the cpu backend mixes up their extents. */
const resizedBack = (kernel: string): KernelCase[] => [
  {
    inputs: [floats([1, 5, 9, 3]), floats([1, 6, 6, 3])],
    run: (dy: tf.Tensor, images: tf.Tensor) =>
      tf
        .engine()
        .runKernel<tf.Tensor>(kernel, { dy, images }, { alignCorners: true, halfPixelCenters: false }),
    noGradient: 'no gradient goes through it',
  },
];

const bilinear = resizes(tf.image.resizeBilinear);
const nearest = resizes(tf.image.resizeNearestNeighbor);

/** Calls that reach the kernels of this family. */
export const windowCases = {
  AvgPool: [
    ...avgPools,
    ...widePools((x, size, strides, pad) => tf.avgPool(x, size, strides, pad)),
    onePixel((x) => tf.avgPool(x, 1, 2, 1, 'floor')),
  ],
  AvgPoolGrad: avgPools,
  Conv2D: [...conv, ...channelsFirst, dilated],
  Conv2DBackpropFilter: [...conv, ...channelsFirst],
  Conv2DBackpropInput: [
    ...conv,
    ...channelsFirst,
    {
      inputs: [floats([1, 8, 8, 1]), floats([3, 3, 1, 1])],
      run: (x: tf.Tensor4D, w: tf.Tensor4D) => tf.conv2dTranspose(x, w, [1, 4, 4, 1], 1, 'same'),
      noGradient: 'the shapes of the backward pass do not fit one another',
      tolerance: 1e-4,
    },
    {
      inputs: [floats([2, 3, 3, 4]), floats([3, 2, 3, 4])],
      run: (x: tf.Tensor4D, w: tf.Tensor4D) => tf.conv2dTranspose(x, w, [2, 6, 5, 3], 2, 'same'),
      tolerance: 1e-4,
    },
  ],
  DepthwiseConv2dNative: [
    ...depthwise,
    {
      inputs: [image, floats([3, 2, 3, 2])],
      run: (x: tf.Tensor4D, w: tf.Tensor4D) => tf.depthwiseConv2d(x, w, 1, 'same', 'NHWC', 2),
      tolerance: 1e-4,
    },
    {
      inputs: [image, floats([3, 2, 3, 2])],
      run: (x: tf.Tensor4D, w: tf.Tensor4D) =>
        tf.depthwiseConv2d(x, w, 2, 'same', 'NHWC', null as unknown as number),
      tolerance: 1e-4,
    },
  ],
  DepthwiseConv2dNativeBackpropFilter: depthwise,
  DepthwiseConv2dNativeBackpropInput: depthwise,
  FusedConv2D: [
    {
      inputs: [floats([2, 3, 7, 6]), floats([3, 2, 3, 4]), floats([4]), floats([4])],
      run: (x: tf.Tensor4D, filter: tf.Tensor4D, bias: tf.Tensor1D, alpha: tf.Tensor1D) =>
        tf.fused.conv2d({
          ...{ x, filter, strides: 1, pad: 'same', dataFormat: 'NCHW' },
          ...{ bias, activation: 'prelu', preluActivationWeights: alpha },
        }),
      noGradient: 'TF.js composes other kernels when it takes gradients',
      tolerance: 1e-4,
    },
    {
      inputs: [image, floats([3, 2, 3, 4]), floats([4])],
      run: (x: tf.Tensor4D, filter: tf.Tensor4D, bias: tf.Tensor1D) =>
        tf.fused.conv2d({ x, filter, strides: 1, pad: 'same', bias, activation: 'relu' }),
      noGradient: 'TF.js composes other kernels when it takes gradients',
      tolerance: 1e-4,
    },
  ],
  FusedDepthwiseConv2D: [
    {
      inputs: [image, floats([3, 2, 3, 1]), floats([3])],
      run: (x: tf.Tensor4D, filter: tf.Tensor4D, bias: tf.Tensor1D) =>
        tf.fused.depthwiseConv2d({ x, filter, strides: 2, pad: 'same', bias, activation: 'relu6' }),
      noGradient: 'TF.js composes other kernels when it takes gradients',
      tolerance: 1e-4,
    },
  ],
  MaxPool: [
    ...maxPools,
    onePixel((x) => tf.maxPool(x, 1, 2, 1, 'floor')),
    {
      inputs: [ints([1, 4, 5, 2], 2 ** 24, 2 ** 24 + 9)],
      run: (x: tf.Tensor4D) => tf.maxPool(x, [3, 2], 2, 'same'),
      noGradient: notDifferentiable,
    },
  ],
  MaxPoolGrad: [
    ...maxPools,
    ...widePools((x, size, strides, pad) => {
      // Windows that see nothing are −∞ and would make the loss NaN.
      const pooled = tf.maxPool(x, size, strides, pad);
      return tf.where(tf.greater(pooled, -9), pooled, tf.zerosLike(pooled));
    }),
  ],
  MaxPoolWithArgmax: [
    {
      inputs: [image],
      run: (x: tf.Tensor4D) => Object.values(tf.maxPoolWithArgmax(x, [2, 3], 2, 3, true)),
    },
    {
      inputs: [image],
      run: (x: tf.Tensor4D) => Object.values(tf.maxPoolWithArgmax(x, [3, 2], 2, 'valid', true)),
    },
    {
      inputs: [image],
      run: (x: tf.Tensor4D) => Object.values(tf.maxPoolWithArgmax(x, [2, 2], 2, 'valid', false)),
    },
  ],
  ResizeBilinear: bilinear,
  ResizeBilinearGrad: resizedBack('ResizeBilinearGrad'),
  ResizeNearestNeighbor: [
    ...nearest,
    {
      inputs: [ints([1, 3, 2, 2], 2 ** 24, 2 ** 24 + 9)],
      run: (x: tf.Tensor4D) => tf.image.resizeNearestNeighbor(x, [5, 3]),
      noGradient: notDifferentiable,
    },
  ],
  ResizeNearestNeighborGrad: resizedBack('ResizeNearestNeighborGrad'),
} satisfies Record<string, readonly KernelCase[]>;
