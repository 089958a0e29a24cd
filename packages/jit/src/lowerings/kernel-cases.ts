import * as tf from '@tensorflow/tfjs-core';

import type { DType } from '../dtype.ts';
import type { LOWERINGS } from './lowering-table.ts';
import type { Lowering } from './lowering.ts';

/** Random input of a test case: `range` bounds the values, inclusive for integers. */
export interface InputSpec {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly range: readonly [number, number];
}

/** One call of TF.js that reaches the kernel under test. */
export interface KernelCase {
  readonly inputs: readonly InputSpec[];
  readonly run: (...tensors: never[]) => tf.Tensor | tf.Tensor[];
  /** Why no gradient is compared; left out where TF.js has one. */
  readonly noGradient?: string;
  /** Largest allowed absolute error relative to 1 + |value|. Default 1e-5. */
  readonly tolerance?: number;
}

/** Kernels that have a lowering. */
export type SupportedKernel = {
  [K in keyof typeof LOWERINGS]: (typeof LOWERINGS)[K] extends Lowering<never> ? K : never;
}[keyof typeof LOWERINGS];

const floats = (shape: readonly number[], low = -2, high = 2): InputSpec => ({
  dtype: 'float32',
  shape,
  range: [low, high],
});
const ints = (shape: readonly number[], low = -5, high = 5): InputSpec => ({
  dtype: 'int32',
  shape,
  range: [low, high],
});
const flags = (shape: readonly number[]): InputSpec => ({ dtype: 'bool', shape, range: [0, 1] });

const FLAT = 'the result is not a differentiable function of floats';
const NONE = 'TF.js has no gradient for it';
const BROKEN = 'the gradient of TF.js itself fails or is wrong here';

/** A call with one float tensor [3, 4]. */
function unary(
  run: (x: tf.Tensor) => tf.Tensor,
  low = -2,
  high = 2,
  more: Partial<KernelCase> = {},
): KernelCase {
  return { inputs: [floats([3, 4], low, high)], run, ...more };
}

function binary(run: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor, low = -2, high = 2): KernelCase[] {
  return [
    { inputs: [floats([3, 4], low, high), floats([3, 4], low, high)], run },
    { inputs: [floats([2, 3, 4], low, high), floats([3, 1], low, high)], run },
    { inputs: [floats([], low, high), floats([5], low, high)], run },
  ];
}

function compare(run: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): KernelCase[] {
  return [
    { inputs: [ints([3, 4], 0, 2), ints([4], 0, 2)], run, noGradient: FLAT },
    { inputs: [floats([3, 4]), floats([3, 4])], run, noGradient: FLAT },
    { inputs: [flags([6]), flags([6])], run, noGradient: FLAT },
  ];
}

function reduction(
  run: (x: tf.Tensor, axis?: number | number[], keep?: boolean) => tf.Tensor,
  more: Partial<KernelCase> = {},
): KernelCase[] {
  return [
    { inputs: [floats([2, 3, 4])], run: (x: tf.Tensor) => run(x), ...more },
    { inputs: [floats([2, 3, 4])], run: (x: tf.Tensor) => run(x, 1), ...more },
    { inputs: [floats([2, 3, 4])], run: (x: tf.Tensor) => run(x, [-1, 0], true), ...more },
    { inputs: [floats([2, 3, 4])], run: (x: tf.Tensor) => run(x, 2), ...more },
    { inputs: [ints([3, 4])], run: (x: tf.Tensor) => run(x, 0), noGradient: FLAT },
  ];
}

const image = floats([2, 7, 6, 3]);
const x4 = (x: tf.Tensor): tf.Tensor4D => x as tf.Tensor4D;

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
  noGradient: 'TF.js has none for dilated convolutions',
  tolerance: 1e-4,
};
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
const maxPools = pools((x, o) => tf.maxPool(x, [3, 2], o.strides, o.pad, o.rounding));
const avgPools = pools((x, o) => tf.avgPool(x, [3, 2], o.strides, o.pad, o.rounding));

/** One square image: elsewhere TF.js mixes up height and width, and images of a batch, in its gradients. */
const square = floats([1, 6, 6, 3]);

function resizes(resize: typeof tf.image.resizeBilinear): KernelCase[] {
  const sizes: [number, number, boolean][] = [
    [5, 9, false],
    [9, 3, true],
    [1, 8, true],
  ];
  return [
    ...sizes.map(([height, width, align]) => ({
      inputs: [square],
      run: (x: tf.Tensor4D) => resize(x, [height, width], align),
    })),
    { inputs: [image], run: (x: tf.Tensor4D) => resize(x, [14, 4], false, true), noGradient: BROKEN },
  ];
}

const bilinear = resizes(tf.image.resizeBilinear);
const nearest = resizes(tf.image.resizeNearestNeighbor);

/**
 * Calls that reach each supported kernel. A kernel without an entry is a type error; the test runs forward and
 * gradient of all of them on the compiled and on the cpu backend.
 */
export const KERNEL_CASES: Readonly<Record<SupportedKernel, readonly KernelCase[]>> = {
  Abs: [unary(tf.abs), { inputs: [ints([5])], run: (x: tf.Tensor) => tf.abs(x), noGradient: FLAT }],
  Acos: [unary(tf.acos, -0.9, 0.9)],
  Acosh: [unary(tf.acosh, 1.1, 3)],
  Add: [
    ...binary(tf.add),
    { inputs: [ints([3]), floats([2, 3])], run: (a: tf.Tensor, b: tf.Tensor) => tf.add(a, b) },
    { inputs: [ints([3]), ints([3])], run: (a: tf.Tensor, b: tf.Tensor) => tf.add(a, b), noGradient: FLAT },
  ],
  AddN: [{ inputs: [floats([3]), floats([3]), floats([3])], run: (...xs: tf.Tensor[]) => tf.addN(xs) }],
  All: [{ inputs: [flags([3, 2])], run: (x: tf.Tensor) => [tf.all(x), tf.all(x, 1)], noGradient: FLAT }],
  Any: [
    { inputs: [flags([3, 2])], run: (x: tf.Tensor) => [tf.any(x), tf.any(x, 0, true)], noGradient: FLAT },
  ],
  ArgMax: [
    {
      inputs: [floats([3, 4, 2])],
      run: (x: tf.Tensor) => [tf.argMax(x), tf.argMax(x, -1)],
      noGradient: FLAT,
    },
    { inputs: [ints([3, 6], 0, 2)], run: (x: tf.Tensor) => tf.argMax(x, 1), noGradient: FLAT },
  ],
  ArgMin: [
    { inputs: [floats([3, 4])], run: (x: tf.Tensor) => [tf.argMin(x), tf.argMin(x, 1)], noGradient: FLAT },
  ],
  Asin: [unary(tf.asin, -0.9, 0.9)],
  Asinh: [unary(tf.asinh)],
  Atan: [unary(tf.atan)],
  Atan2: [...binary(tf.atan2)],
  Atanh: [unary(tf.atanh, -0.9, 0.9)],
  AvgPool: avgPools,
  AvgPoolGrad: avgPools,
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
      noGradient: FLAT,
    },
  ],
  BatchToSpaceND: [
    {
      inputs: [floats([4, 3, 2, 3])],
      run: (x: tf.Tensor4D) =>
        tf.batchToSpaceND(
          x,
          [2, 2],
          [
            [1, 0],
            [0, 1],
          ],
        ),
    },
  ],
  Bincount: [
    {
      inputs: [ints([8], 0, 5), floats([8])],
      run: (x: tf.Tensor1D, w: tf.Tensor1D) => tf.bincount(x, w, 4),
      noGradient: NONE,
    },
    {
      inputs: [ints([8], 0, 3)],
      run: (x: tf.Tensor1D) => tf.bincount(x, tf.tensor1d([]), 4),
      noGradient: FLAT,
    },
  ],
  BitwiseAnd: [
    {
      inputs: [ints([6], 0, 15), ints([6], 0, 15)],
      run: (a: tf.Tensor, b: tf.Tensor) => tf.bitwiseAnd(a, b),
      noGradient: FLAT,
    },
  ],
  Cast: [
    {
      inputs: [floats([6])],
      run: (x: tf.Tensor) => [tf.cast(x, 'int32'), tf.cast(x, 'bool')],
      noGradient: FLAT,
    },
    {
      inputs: [ints([6], -1, 1)],
      run: (x: tf.Tensor) => [tf.cast(x, 'float32'), tf.cast(x, 'bool')],
      noGradient: FLAT,
    },
    {
      inputs: [flags([6])],
      run: (x: tf.Tensor) => [tf.cast(x, 'float32'), tf.cast(x, 'int32')],
      noGradient: FLAT,
    },
    { inputs: [floats([6])], run: (x: tf.Tensor) => tf.cast(x, 'float32') },
  ],
  Ceil: [unary(tf.ceil)],
  ClipByValue: [
    unary((x) => tf.clipByValue(x, -1, 0.5)),
    { inputs: [ints([6])], run: (x: tf.Tensor) => tf.clipByValue(x, -2, 3), noGradient: FLAT },
  ],
  Concat: [
    {
      inputs: [floats([2, 3]), floats([2, 1])],
      run: (a: tf.Tensor2D, b: tf.Tensor2D) => tf.concat([a, b], 1),
    },
    {
      inputs: [floats([2, 3]), floats([4, 3])],
      run: (a: tf.Tensor2D, b: tf.Tensor2D) => tf.concat([a, b], 0),
    },
    {
      inputs: [flags([2]), flags([3])],
      run: (a: tf.Tensor1D, b: tf.Tensor1D) => tf.concat([a, b]),
      noGradient: FLAT,
    },
  ],
  Conv2D: [...conv, dilated],
  Conv2DBackpropFilter: conv,
  Conv2DBackpropInput: [
    ...conv,
    {
      inputs: [floats([2, 3, 3, 4]), floats([3, 2, 3, 4])],
      run: (x: tf.Tensor4D, w: tf.Tensor4D) => tf.conv2dTranspose(x, w, [2, 6, 5, 3], 2, 'same'),
      tolerance: 1e-4,
    },
  ],
  Cos: [unary(tf.cos)],
  Cosh: [unary(tf.cosh)],
  Cumprod: [
    {
      inputs: [floats([3, 5])],
      run: (x: tf.Tensor) => [tf.cumprod(x, 1), tf.cumprod(x, 0, true)],
      noGradient: NONE,
    },
    { inputs: [floats([3, 5])], run: (x: tf.Tensor) => tf.cumprod(x, 1, true, true), noGradient: NONE },
    { inputs: [ints([5])], run: (x: tf.Tensor) => tf.cumprod(x, 0, false, true), noGradient: FLAT },
  ],
  Cumsum: [
    { inputs: [floats([3, 5])], run: (x: tf.Tensor) => tf.cumsum(x, 1) },
    { inputs: [floats([3, 5])], run: (x: tf.Tensor) => tf.cumsum(x, 0, true, true) },
    { inputs: [floats([6])], run: (x: tf.Tensor) => tf.cumsum(x, 0, true, true) },
    { inputs: [ints([3, 5])], run: (x: tf.Tensor) => tf.cumsum(x, 1), noGradient: FLAT },
  ],
  DenseBincount: [
    {
      inputs: [ints([2, 6], 0, 4), floats([2, 6])],
      run: (x: tf.Tensor2D, w: tf.Tensor2D) => tf.denseBincount(x, w, 4),
      noGradient: NONE,
    },
    {
      inputs: [ints([2, 6], 0, 4)],
      run: (x: tf.Tensor2D) => tf.denseBincount(x, tf.tensor2d([], [0, 0]), 4, true),
      noGradient: FLAT,
    },
  ],
  DepthToSpace: [
    {
      inputs: [floats([2, 3, 2, 12])],
      run: (x: tf.Tensor4D) => tf.depthToSpace(x, 2, 'NHWC'),
      noGradient: NONE,
    },
  ],
  DepthwiseConv2dNative: [
    ...depthwise,
    {
      inputs: [image, floats([3, 2, 3, 2])],
      run: (x: tf.Tensor4D, w: tf.Tensor4D) => tf.depthwiseConv2d(x, w, 1, 'same', 'NHWC', 2),
      noGradient: 'TF.js has none for dilated convolutions',
      tolerance: 1e-4,
    },
  ],
  DepthwiseConv2dNativeBackpropFilter: depthwise,
  DepthwiseConv2dNativeBackpropInput: depthwise,
  Diag: [{ inputs: [floats([3])], run: (x: tf.Tensor) => tf.diag(x), noGradient: NONE }],
  Einsum: [
    {
      inputs: [floats([2, 3, 4]), floats([4, 5])],
      run: (a: tf.Tensor, b: tf.Tensor) => tf.einsum('bij, jk -> bik', a, b),
      noGradient: NONE,
    },
  ],
  Elu: [unary(tf.elu)],
  EluGrad: [
    {
      inputs: [floats([3, 4]), floats([3, 4])],
      run: (dy: tf.Tensor, y: tf.Tensor) => tf.engine().runKernel<tf.Tensor>('EluGrad', { dy, y }),
      noGradient: NONE,
    },
  ],
  Equal: compare(tf.equal),
  Erf: [unary(tf.erf)],
  Exp: [unary(tf.exp)],
  ExpandDims: [unary((x) => tf.expandDims(x, 1)), unary((x) => tf.expandDims(x, -1))],
  Expm1: [unary(tf.expm1), unary(tf.expm1, -1e-3, 1e-3, { tolerance: 1e-9 })],
  Fill: [{ inputs: [floats([2])], run: (x: tf.Tensor) => tf.mul(tf.fill([3, 2], 1.5), x) }],
  FlipLeftRight: [{ inputs: [image], run: (x: tf.Tensor4D) => tf.image.flipLeftRight(x), noGradient: NONE }],
  Floor: [unary(tf.floor)],
  FloorDiv: [
    {
      inputs: [ints([8], -9, 9), ints([8], 1, 4)],
      run: (a: tf.Tensor, b: tf.Tensor) => tf.floorDiv(a, b),
      noGradient: FLAT,
    },
    {
      inputs: [ints([8], -9, 9), ints([8], -4, -1)],
      run: (a: tf.Tensor, b: tf.Tensor) => tf.div(a, b),
      noGradient: FLAT,
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
      noGradient: BROKEN,
    },
  ],
  FusedConv2D: [
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
  GatherNd: [
    {
      inputs: [floats([3, 4, 2]), ints([5, 2], 0, 2)],
      run: (x: tf.Tensor, i: tf.Tensor) => tf.gatherND(x, i),
      noGradient: NONE,
    },
  ],
  GatherV2: [
    { inputs: [floats([4, 3]), ints([6], 0, 3)], run: (x: tf.Tensor, i: tf.Tensor1D) => tf.gather(x, i) },
    {
      inputs: [floats([4, 3]), ints([2, 2], 0, 2)],
      run: (x: tf.Tensor, i: tf.Tensor1D) => tf.gather(x, i, 1),
    },
    {
      inputs: [flags([4, 3]), ints([2], 0, 2)],
      run: (x: tf.Tensor, i: tf.Tensor1D) => tf.gather(x, i, 1),
      noGradient: FLAT,
    },
    {
      inputs: [floats([2, 5, 3]), ints([2, 4], 0, 4)],
      run: (x: tf.Tensor, i: tf.Tensor) => tf.gather(x, i, 1, 1),
      noGradient: BROKEN,
    },
    {
      inputs: [floats([2, 3, 5, 2]), ints([2, 4], 0, 4)],
      run: (x: tf.Tensor, i: tf.Tensor) => tf.gather(x, i, 2, 1),
      noGradient: 'TF.js has none for an axis behind the batch',
    },
  ],
  Greater: compare(tf.greater),
  GreaterEqual: compare(tf.greaterEqual),
  Identity: [unary(tf.clone)],
  IsFinite: [unary((x) => tf.isFinite(tf.div(x, tf.relu(x))), -2, 2, { noGradient: FLAT })],
  IsInf: [unary((x) => tf.isInf(tf.div(x, tf.relu(x))), -2, 2, { noGradient: FLAT })],
  IsNan: [unary((x) => tf.isNaN(tf.sqrt(x)), -2, 2, { noGradient: FLAT })],
  LeakyRelu: [unary((x) => tf.leakyRelu(x, 0.1))],
  Less: compare(tf.less),
  LessEqual: compare(tf.lessEqual),
  LinSpace: [{ inputs: [floats([5])], run: (x: tf.Tensor) => tf.mul(x, tf.linspace(-1, 2, 5)) }],
  Log: [unary(tf.log, 0.1, 3)],
  Log1p: [unary(tf.log1p, -0.9, 3), unary(tf.log1p, -1e-3, 1e-3, { tolerance: 1e-9 })],
  LogicalAnd: [
    {
      inputs: [flags([8]), flags([8])],
      run: (a: tf.Tensor, b: tf.Tensor) => tf.logicalAnd(a, b),
      noGradient: FLAT,
    },
  ],
  LogicalNot: [{ inputs: [flags([8])], run: (x: tf.Tensor) => tf.logicalNot(x), noGradient: FLAT }],
  LogicalOr: [
    {
      inputs: [flags([8]), flags([8])],
      run: (a: tf.Tensor, b: tf.Tensor) => [tf.logicalOr(a, b), tf.logicalXor(a, b)],
      noGradient: FLAT,
    },
  ],
  LRN: [{ inputs: [image], run: (x: tf.Tensor) => tf.localResponseNormalization(x4(x), 1, 1, 0.5, 0.7) }],
  LRNGrad: [{ inputs: [image], run: (x: tf.Tensor) => tf.localResponseNormalization(x4(x), 1, 1, 0.5, 0.7) }],
  Max: reduction(tf.max),
  Maximum: binary(tf.maximum),
  MaxPool: maxPools,
  MaxPoolGrad: maxPools,
  MaxPoolWithArgmax: [
    {
      inputs: [image],
      run: (x: tf.Tensor4D) => Object.values(tf.maxPoolWithArgmax(x, [3, 2], 2, 'valid', true)),
      noGradient: NONE,
    },
    {
      inputs: [image],
      run: (x: tf.Tensor4D) => Object.values(tf.maxPoolWithArgmax(x, [2, 2], 2, 'valid', false)),
      noGradient: NONE,
    },
  ],
  Mean: reduction(tf.mean),
  Min: reduction(tf.min),
  Minimum: binary(tf.minimum),
  MirrorPad: [
    {
      inputs: [floats([3, 4])],
      run: (x: tf.Tensor) =>
        tf.mirrorPad(
          x,
          [
            [1, 2],
            [2, 0],
          ],
          'reflect',
        ),
    },
    {
      inputs: [floats([3, 4])],
      run: (x: tf.Tensor) =>
        tf.mirrorPad(
          x,
          [
            [1, 2],
            [0, 3],
          ],
          'symmetric',
        ),
    },
  ].map((one) => ({ ...one, noGradient: 'TF.js crops instead of folding the border back' })),
  Mod: [
    { inputs: [floats([12], -9, 9), floats([12], 1, 4)], run: (a: tf.Tensor, b: tf.Tensor) => tf.mod(a, b) },
    {
      inputs: [floats([12], -9, 9), floats([12], -4, -1)],
      run: (a: tf.Tensor, b: tf.Tensor) => tf.mod(a, b),
    },
    {
      inputs: [ints([12], -9, 9), ints([12], 1, 4)],
      run: (a: tf.Tensor, b: tf.Tensor) => tf.mod(a, b),
      noGradient: FLAT,
    },
  ],
  Multiply: [
    ...binary(tf.mul),
    { inputs: [flags([6]), floats([6])], run: (a: tf.Tensor, b: tf.Tensor) => tf.mul(a, b) },
  ],
  Neg: [unary(tf.neg), { inputs: [ints([4])], run: (x: tf.Tensor) => tf.neg(x), noGradient: FLAT }],
  NotEqual: compare(tf.notEqual),
  OneHot: [
    { inputs: [ints([6], -1, 4)], run: (x: tf.Tensor) => tf.oneHot(x, 4), noGradient: FLAT },
    {
      inputs: [ints([2, 3], 0, 3)],
      run: (x: tf.Tensor) => tf.oneHot(x, 3, 2, -1, 'int32'),
      noGradient: FLAT,
    },
  ],
  OnesLike: [unary((x) => tf.mul(tf.onesLike(x), x))],
  Pack: [
    { inputs: [floats([2, 3]), floats([2, 3])], run: (a: tf.Tensor, b: tf.Tensor) => tf.stack([a, b], 1) },
    { inputs: [floats([2, 3]), floats([2, 3])], run: (a: tf.Tensor, b: tf.Tensor) => tf.stack([a, b]) },
  ],
  PadV2: [
    {
      inputs: [floats([2, 3])],
      run: (x: tf.Tensor) =>
        tf.pad(
          x,
          [
            [1, 0],
            [2, 1],
          ],
          0.5,
        ),
    },
    { inputs: [ints([3])], run: (x: tf.Tensor) => tf.pad(x, [[1, 2]], 7), noGradient: FLAT },
  ],
  Pow: [
    ...binary(tf.pow, 0.2, 2),
    { inputs: [floats([6])], run: (x: tf.Tensor) => tf.pow(x, tf.scalar(2, 'int32')) },
  ],
  Prelu: [
    { inputs: [floats([3, 4]), floats([4], 0.1, 0.5)], run: (x: tf.Tensor, a: tf.Tensor) => tf.prelu(x, a) },
  ],
  Prod: reduction(tf.prod, { noGradient: BROKEN }),
  Range: [
    {
      inputs: [floats([4])],
      run: (x: tf.Tensor) => [tf.mul(x, tf.range(0, 8, 2)), tf.mul(x, tf.range(4, 0))],
    },
  ],
  RealDiv: [
    ...binary(tf.div, 0.5, 2),
    { inputs: [ints([3]), floats([3], 1, 2)], run: (a: tf.Tensor, b: tf.Tensor) => tf.div(a, b) },
  ],
  Reciprocal: [unary(tf.reciprocal, 0.5, 2)],
  Relu: [unary(tf.relu), { inputs: [ints([5])], run: (x: tf.Tensor) => tf.relu(x), noGradient: FLAT }],
  Relu6: [unary(tf.relu6, -2, 9)],
  Reshape: [unary((x) => tf.reshape(x, [2, -1])), unary((x) => tf.reshape(x, [12]))],
  ResizeBilinear: bilinear,
  ResizeBilinearGrad: bilinear,
  ResizeNearestNeighbor: nearest,
  ResizeNearestNeighborGrad: nearest,
  Reverse: [unary((x) => tf.reverse(x)), unary((x) => tf.reverse(x, -1))],
  Round: [
    unary(tf.round),
    {
      inputs: [ints([9], -4, 4)],
      run: (x: tf.Tensor) => tf.round(tf.div(x, tf.scalar(2))),
      noGradient: FLAT,
    },
  ],
  Rsqrt: [unary(tf.rsqrt, 0.3, 3)],
  ScatterNd: [
    {
      inputs: [ints([4, 1], 0, 2), floats([4, 3])],
      run: (i: tf.Tensor, u: tf.Tensor) => tf.scatterND(i, u, [3, 3]),
      noGradient: NONE,
    },
  ],
  SearchSorted: [
    {
      inputs: [floats([2, 5]), floats([2, 3])],
      run: (s: tf.Tensor, v: tf.Tensor) => {
        const sorted = tf.reverse(tf.topk(s, 5).values, -1);
        return [tf.searchSorted(sorted, v), tf.searchSorted(sorted, v, 'right')];
      },
      noGradient: FLAT,
    },
  ],
  Select: [
    {
      inputs: [flags([3, 4]), floats([3, 4]), floats([3, 4])],
      run: (c: tf.Tensor, t: tf.Tensor, e: tf.Tensor) => tf.where(c, t, e),
    },
    {
      inputs: [flags([4]), floats([3, 4]), floats([])],
      run: (c: tf.Tensor, t: tf.Tensor, e: tf.Tensor) => tf.where(c, t, e),
    },
    {
      inputs: [flags([4]), ints([4]), floats([4])],
      run: (c: tf.Tensor, t: tf.Tensor, e: tf.Tensor) => tf.where(c, t, e),
    },
    {
      inputs: [flags([4]), ints([4]), ints([4])],
      run: (c: tf.Tensor, t: tf.Tensor, e: tf.Tensor) => tf.where(c, t, e),
      noGradient: FLAT,
    },
    {
      inputs: [flags([4]), flags([4]), flags([4])],
      run: (c: tf.Tensor, t: tf.Tensor, e: tf.Tensor) => tf.where(c, t, e),
      noGradient: FLAT,
    },
  ],
  Selu: [unary(tf.selu)],
  Sigmoid: [unary(tf.sigmoid)],
  Sign: [unary(tf.sign), { inputs: [ints([6], -1, 1)], run: (x: tf.Tensor) => tf.sign(x), noGradient: FLAT }],
  Sin: [unary(tf.sin)],
  Sinh: [unary(tf.sinh)],
  Slice: [
    unary((x) => tf.slice(x, [1, 0], [2, 3])),
    unary((x) => tf.slice(x, 1), -2, 2, { noGradient: BROKEN }),
    unary((x) => tf.slice(x, [0, 2], [-1, -1])),
  ],
  Softmax: [unary((x) => tf.softmax(x)), unary((x) => tf.mul(x, tf.softmax(x)), -9, 9)],
  Softplus: [unary(tf.softplus, -9, 9)],
  SpaceToBatchND: [
    {
      inputs: [floats([2, 3, 4, 2])],
      run: (x: tf.Tensor4D) =>
        tf.spaceToBatchND(
          x,
          [2, 2],
          [
            [1, 0],
            [0, 0],
          ],
        ),
    },
  ],
  SparseToDense: [
    {
      inputs: [floats([3])],
      run: (v: tf.Tensor) => tf.sparseToDense(tf.tensor1d([4, 0, 2], 'int32'), v, [6], tf.scalar(-1)),
      noGradient: NONE,
    },
    {
      inputs: [floats([2])],
      run: (v: tf.Tensor) =>
        tf.sparseToDense(
          tf.tensor2d(
            [
              [0, 1],
              [2, 0],
            ],
            [2, 2],
            'int32',
          ),
          v,
          [3, 2],
        ),
      noGradient: NONE,
    },
  ],
  SplitV: [
    { inputs: [floats([4, 6])], run: (x: tf.Tensor) => tf.split(x, 3, 1) },
    { inputs: [floats([4, 6])], run: (x: tf.Tensor) => tf.split(x, [1, 2, 1]) },
  ],
  Sqrt: [unary(tf.sqrt, 0.2, 3)],
  Square: [unary(tf.square), { inputs: [ints([5])], run: (x: tf.Tensor) => tf.square(x), noGradient: FLAT }],
  SquaredDifference: binary(tf.squaredDifference),
  Step: [unary((x) => tf.step(x)), unary((x) => tf.step(x, 0.3))],
  StridedSlice: [
    unary((x) => tf.stridedSlice(x, [0, 3], [3, 0], [2, -1]), -2, 2, { noGradient: NONE }),
    unary((x) => tf.stridedSlice(x, [2, 0], [0, 4], [-1, 3], 0, 1), -2, 2, { noGradient: NONE }),
    unary((x) => tf.stridedSlice(x, [1, 1], [2, 4], [1, 1], 0, 0, 0, 0, 1), -2, 2, { noGradient: NONE }),
  ],
  Sub: [
    ...binary(tf.sub),
    { inputs: [ints([4]), ints([4])], run: (a: tf.Tensor, b: tf.Tensor) => tf.sub(a, b), noGradient: FLAT },
  ],
  Sum: [
    ...reduction(tf.sum),
    { inputs: [flags([3, 4])], run: (x: tf.Tensor) => tf.sum(x, 1), noGradient: FLAT },
  ],
  Tan: [unary(tf.tan, -1, 1)],
  Tanh: [unary(tf.tanh)],
  TensorScatterUpdate: [
    {
      inputs: [floats([4, 3]), floats([2, 3])],
      run: (x: tf.Tensor, u: tf.Tensor) =>
        tf.tensorScatterUpdate(x, tf.tensor2d([[2], [0]], [2, 1], 'int32'), u),
      noGradient: NONE,
    },
  ],
  Tile: [
    unary((x) => tf.tile(x, [2, 3])),
    { inputs: [floats([3, 1])], run: (x: tf.Tensor) => tf.tile(x, [1, 4]) },
    { inputs: [flags([2])], run: (x: tf.Tensor) => tf.tile(x, [3]), noGradient: FLAT },
    { inputs: [floats([1, 3])], run: (x: tf.Tensor) => tf.broadcastTo(x, [4, 3]) },
  ],
  TopK: [
    { inputs: [floats([3, 6])], run: (x: tf.Tensor) => Object.values(tf.topk(x, 3)), noGradient: NONE },
    { inputs: [ints([2, 8], 0, 3)], run: (x: tf.Tensor) => Object.values(tf.topk(x, 8)), noGradient: FLAT },
  ],
  Transpose: [
    unary((x) => tf.transpose(x)),
    { inputs: [floats([2, 3, 4])], run: (x: tf.Tensor) => tf.transpose(x, [2, 0, 1]) },
  ],
  Unpack: [unary((x) => tf.concat(tf.unstack(x, 1).map((part, i) => tf.mul(part, i))))],
  UnsortedSegmentSum: [
    {
      inputs: [floats([5, 3]), ints([5], -1, 3)],
      run: (x: tf.Tensor, i: tf.Tensor) => tf.unsortedSegmentSum(x, i as tf.Tensor1D, 3),
    },
  ],
  ZerosLike: [unary((x) => tf.add(tf.zerosLike(x), x))],
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
};
