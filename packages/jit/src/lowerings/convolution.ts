import type {
  Conv2DAttrs,
  Conv2DBackpropFilterAttrs,
  Conv2DBackpropInputAttrs,
  FusedConv2DAttrs,
} from '@tensorflow/tfjs-core';
import { backend_util } from '@tensorflow/tfjs-core';

import { JitError } from '../errors/jit-error.ts';
import type { GraphBuilder } from '../graph/graph-builder.ts';
import { attribute, type Value } from '../graph/types.ts';
import { applyActivation } from './activation.ts';
import { input, type Lowering, type LoweringContext } from './lowering.ts';
import { sliceAll } from './layout.ts';
import { toNchw, toNhwc, windowAttributes, windowsOf, type Windows } from './windows.ts';

type Shape4 = [number, number, number, number];

function assertChannelsLast({ kernel }: LoweringContext, dataFormat: string): void {
  if (dataFormat === 'NHWC') return;
  throw new JitError(
    `jit: ${kernel} is traced with channels last (expected NHWC, got ${dataFormat}). Transpose.`,
  );
}

function infoOf(
  xShape: readonly number[],
  filterShape: readonly number[],
  attrs: Pick<Conv2DAttrs, 'strides' | 'pad' | 'dimRoundingMode'> & { dilations?: Conv2DAttrs['dilations'] },
): backend_util.Conv2DInfo {
  return backend_util.computeConv2DInfo(
    [...xShape] as Shape4,
    [...filterShape] as Shape4,
    attrs.strides,
    attrs.dilations ?? 1,
    attrs.pad,
    attrs.dimRoundingMode,
    false,
    'channelsLast',
  );
}

function convolve(g: GraphBuilder, x: Value, filter: Value, windows: Windows): Value {
  const product = g.emit(
    'Conv',
    [g.transpose(x, toNchw), g.transpose(filter, [3, 2, 0, 1])],
    windowAttributes(windows),
  );
  return g.transpose(product, toNhwc);
}

export const conv2D: Lowering<Conv2DAttrs> = (context, attrs) => {
  assertChannelsLast(context, attrs.dataFormat);
  const [x, filter] = [input(context, 'x'), input(context, 'filter')];
  return convolve(context.g, x, filter, windowsOf(infoOf(x.shape, filter.shape, attrs)));
};

export const fusedConv2D: Lowering<FusedConv2DAttrs> = (context, attrs) => {
  assertChannelsLast(context, attrs.dataFormat);
  const { g, inputs } = context;
  const [x, filter] = [input(context, 'x'), input(context, 'filter')];
  const product = convolve(g, x, filter, windowsOf(infoOf(x.shape, filter.shape, attrs)));
  const biased = inputs['bias'] === undefined ? product : g.emit('Add', [product, inputs['bias']]);
  return applyActivation(g, biased, attrs.activation, inputs['preluActivationWeights'], attrs.leakyreluAlpha);
};

/** Gradient with respect to the input: the transposed convolution of the gradient with the filter. */
export const conv2DBackpropInput: Lowering<Conv2DBackpropInputAttrs> = (context, attrs) => {
  assertChannelsLast(context, attrs.dataFormat);
  const { g } = context;
  const [dy, filter] = [input(context, 'dy'), input(context, 'filter')];
  const windows = windowsOf(infoOf(attrs.inputShape, filter.shape, attrs));
  const dx = g.emit('ConvTranspose', [g.transpose(dy, toNchw), g.transpose(filter, [3, 2, 0, 1])], {
    ...windowAttributes(windows),
    output_padding: attribute.ints(windows.rest),
  });
  return g.transpose(dx, toNhwc);
};

/**
 * Gradient with respect to the filter: the input convolved with the gradient, batch and channels exchanged
 * and strides and dilations too.
 */
export const conv2DBackpropFilter: Lowering<Conv2DBackpropFilterAttrs> = (context, attrs) => {
  assertChannelsLast(context, attrs.dataFormat);
  const { g } = context;
  const [x, dy] = [input(context, 'x'), input(context, 'dy')];
  const windows = windowsOf(infoOf(x.shape, attrs.filterShape, attrs));
  const swapped = { ...windows, strides: windows.dilations, dilations: windows.strides };
  const product = g.emit(
    'Conv',
    [g.transpose(x, [3, 0, 1, 2]), g.transpose(dy, [3, 0, 1, 2])],
    windowAttributes(swapped),
  );
  const [height, width, inChannels, outChannels] = attrs.filterShape;
  // Input behind the last window lengthens the result: cut it off.
  const cut = sliceAll(g, product, [0, 0, 0, 0], [inChannels, outChannels, height, width]);
  return g.transpose(cut, [2, 3, 0, 1]);
};
