import * as tf from '@tensorflow/tfjs-core';

import type { Correction, Corrections } from './correction.ts';
import { spreadAlong } from './spread-along.ts';

/** The kernels of a kind of convolution: forward, and back to its input and its filter. */
interface Family {
  readonly forward: string;
  readonly toInput: string;
  readonly toFilter: string;
}

type Attrs = Readonly<Record<string, unknown>> & {
  readonly dilations?: number | readonly number[] | null;
};

const run = (kernel: string, inputs: Readonly<Record<string, tf.Tensor>>, attrs: Attrs): tf.Tensor =>
  tf.engine().runKernel<tf.Tensor>(kernel, inputs, attrs as unknown as tf.NamedAttrMap);

function dilationsOf({ dilations }: Attrs, filter: tf.Tensor): number[] {
  const spatial = filter.rank - 2;
  if (dilations === null || dilations === undefined) return new Array<number>(spatial).fill(1);
  return typeof dilations === 'number' ? new Array<number>(spatial).fill(dilations) : [...dilations];
}

/** The filter with the zeros written out that a dilation stands for. */
const spread = (filter: tf.Tensor, dilations: readonly number[]): tf.Tensor =>
  dilations.reduce((wide: tf.Tensor, step, axis) => spreadAlong(wide, axis, step), filter);

/** What belongs to the filter itself of something of the shape of `spread(filter)`. */
function pick(wide: tf.Tensor, dilations: readonly number[]): tf.Tensor {
  if (dilations.every((step) => step === 1)) return wide;
  const strides = wide.shape.map((_, axis) => dilations[axis] ?? 1);
  return tf.stridedSlice(
    wide,
    wide.shape.map(() => 0),
    wide.shape,
    strides,
  );
}

/** Gradients of a convolution: TF.js refuses dilations and forgets the rounding mode. */
function forward({ toInput, toFilter }: Family): Correction<Attrs> {
  return {
    inputs: ['x', 'filter'],
    gradient: (dy, [x, filter], attrs) => {
      const dilations = dilationsOf(attrs, filter!);
      const undilated: Attrs = { ...attrs, dilations: dilations.map(() => 1) };
      const wide = spread(filter!, dilations);
      return {
        x: () => run(toInput, { dy, filter: wide }, { ...undilated, inputShape: x!.shape }),
        filter: () =>
          pick(run(toFilter, { x: x!, dy }, { ...undilated, filterShape: wide.shape }), dilations),
      };
    },
  };
}

/** The same with channels last in between: the kernels back know no other format. */
function channelsLast(correction: Correction<Attrs>): Correction<Attrs> {
  return {
    ...correction,
    gradient: (dy, saved, attrs, dys) => {
      if (attrs['dataFormat'] !== 'NCHW') return correction.gradient(dy, saved, attrs, dys);
      const [x, filter] = saved as [tf.Tensor, tf.Tensor];
      const toLast = (images: tf.Tensor): tf.Tensor => tf.transpose(images, [0, 2, 3, 1]);
      const last = { ...attrs, dataFormat: 'NHWC' };
      const gradients = correction.gradient(toLast(dy), [toLast(x), filter], last, dys);
      return { ...gradients, x: () => tf.transpose(gradients['x']!(), [0, 3, 1, 2]) };
    },
  };
}

/** Gradients of the gradient with respect to the input, which is a transposed convolution. */
function backToInput({ forward: kernel, toFilter }: Family): Correction<Attrs> {
  return {
    inputs: ['dy', 'filter'],
    gradient: (g, [dy, filter], attrs) => {
      const undilated: Attrs = { ...attrs, dilations: dilationsOf({}, filter!) };
      return {
        dy: () => run(kernel, { x: g, filter: filter! }, undilated),
        filter: () => run(toFilter, { x: g, dy: dy! }, { ...undilated, filterShape: filter!.shape }),
      };
    },
  };
}

/** Gradients of the gradient with respect to the filter. */
function backToFilter({ forward: kernel, toInput }: Family): Correction<Attrs> {
  return {
    inputs: ['x', 'dy'],
    gradient: (g, [x, dy], attrs) => {
      const undilated: Attrs = { ...attrs, dilations: dilationsOf({}, g) };
      return {
        x: () => run(toInput, { dy: dy!, filter: g }, { ...undilated, inputShape: x!.shape }),
        dy: () => run(kernel, { x: x!, filter: g }, undilated),
      };
    },
  };
}

const images: Family = {
  forward: 'Conv2D',
  toInput: 'Conv2DBackpropInput',
  toFilter: 'Conv2DBackpropFilter',
};
const channelwise: Family = {
  forward: 'DepthwiseConv2dNative',
  toInput: 'DepthwiseConv2dNativeBackpropInput',
  toFilter: 'DepthwiseConv2dNativeBackpropFilter',
};
const volumes: Family = {
  forward: 'Conv3D',
  toInput: 'Conv3DBackpropInputV2',
  toFilter: 'Conv3DBackpropFilterV2',
};

/** Gradients of convolutions, dilated ones too, and of their gradients, which TF.js has for one kernel of six. */
export const convolutionGradients = {
  Conv2D: forward(images),
  Conv2DBackpropInput: backToInput(images),
  Conv2DBackpropFilter: backToFilter(images),
  Conv3D: forward(volumes),
  Conv3DBackpropInputV2: backToInput(volumes),
  Conv3DBackpropFilterV2: backToFilter(volumes),
  DepthwiseConv2dNative: channelsLast(forward(channelwise)),
  DepthwiseConv2dNativeBackpropInput: backToInput(channelwise),
  DepthwiseConv2dNativeBackpropFilter: backToFilter(channelwise),
} satisfies Corrections;
