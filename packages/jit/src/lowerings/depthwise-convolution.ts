import type {
  DepthwiseConv2dNativeAttrs,
  DepthwiseConv2dNativeBackpropFilterAttrs,
  DepthwiseConv2dNativeBackpropInputAttrs,
  FusedDepthwiseConv2DAttrs,
} from '@tensorflow/tfjs-core';
import { backend_util } from '@tensorflow/tfjs-core';

import type { GraphBuilder } from '../graph/graph-builder.ts';
import { attribute, type Value } from '../graph/types.ts';
import { applyActivation } from './activation.ts';
import { input, type Lowering } from './lowering.ts';
import { sliceAll } from './layout.ts';
import { toNchw, toNhwc, windowAttributes, windowsOf, type Windows } from './windows.ts';

type Shape4 = [number, number, number, number];

function windowsFor(
  xShape: readonly number[],
  filterShape: readonly number[],
  attrs: Pick<DepthwiseConv2dNativeBackpropInputAttrs, 'strides' | 'dilations' | 'pad' | 'dimRoundingMode'>,
): Windows {
  const [xs, fs] = [[...xShape] as Shape4, [...filterShape] as Shape4];
  return windowsOf(
    backend_util.computeConv2DInfo(
      xs,
      fs,
      attrs.strides,
      attrs.dilations,
      attrs.pad,
      attrs.dimRoundingMode,
      true,
    ),
  );
}

/** [height, width, channels, multiplier] → one filter per output channel, [channels · multiplier, 1, height, width]. */
function groupFilters(g: GraphBuilder, filter: Value): Value {
  const [height, width, channels, multiplier] = filter.shape as Shape4;
  return g.reshape(g.transpose(filter, [2, 3, 0, 1]), [channels * multiplier, 1, height, width]);
}

function convolve(g: GraphBuilder, x: Value, filter: Value, windows: Windows): Value {
  const product = g.emit('Conv', [g.transpose(x, toNchw), groupFilters(g, filter)], {
    ...windowAttributes(windows),
    group: attribute.int(filter.shape[2]!),
  });
  return g.transpose(product, toNhwc);
}

export const depthwiseConv2d: Lowering<DepthwiseConv2dNativeAttrs> = (context, attrs) => {
  const [x, filter] = [input(context, 'x'), input(context, 'filter')];
  return convolve(context.g, x, filter, windowsFor(x.shape, filter.shape, attrs));
};

export const fusedDepthwiseConv2d: Lowering<FusedDepthwiseConv2DAttrs> = (context, attrs) => {
  const { g, inputs } = context;
  const [x, filter] = [input(context, 'x'), input(context, 'filter')];
  const product = convolve(g, x, filter, windowsFor(x.shape, filter.shape, attrs));
  const biased = inputs['bias'] === undefined ? product : g.emit('Add', [product, inputs['bias']]);
  return applyActivation(g, biased, attrs.activation, inputs['preluActivationWeights'], attrs.leakyreluAlpha);
};

export const depthwiseBackpropInput: Lowering<DepthwiseConv2dNativeBackpropInputAttrs> = (context, attrs) => {
  const { g } = context;
  const [dy, filter] = [input(context, 'dy'), input(context, 'filter')];
  const windows = windowsFor(attrs.inputShape, filter.shape, attrs);
  const dx = g.emit('ConvTranspose', [g.transpose(dy, toNchw), groupFilters(g, filter)], {
    ...windowAttributes(windows),
    output_padding: attribute.ints(windows.rest),
    group: attribute.int(filter.shape[2]!),
  });
  return g.transpose(dx, toNhwc);
};

/** As for a full convolution, channel by channel: groups of the batch take the place of channels. */
export const depthwiseBackpropFilter: Lowering<DepthwiseConv2dNativeBackpropFilterAttrs> = (
  context,
  attrs,
) => {
  const { g } = context;
  const [x, dy] = [input(context, 'x'), input(context, 'dy')];
  const [height, width, channels, multiplier] = attrs.filterShape;
  const windows = windowsFor(x.shape, attrs.filterShape, attrs);
  const swapped = { ...windows, strides: windows.dilations, dilations: windows.strides };
  const [batch, inHeight, inWidth] = x.shape as Shape4;
  const images = g.reshape(g.transpose(x, [3, 0, 1, 2]), [1, channels * batch, inHeight, inWidth]);
  const product = g.emit('Conv', [images, g.transpose(dy, [3, 0, 1, 2])], {
    ...windowAttributes(swapped),
    group: attribute.int(channels),
  });
  const cut = sliceAll(g, product, [0, 0, 0, 0], [1, channels * multiplier, height, width]);
  return g.transpose(g.reshape(cut, [channels, multiplier, height, width]), [2, 3, 0, 1]);
};
