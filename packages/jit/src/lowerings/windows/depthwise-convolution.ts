import type {
  DepthwiseConv2dNativeAttrs,
  DepthwiseConv2dNativeBackpropFilterAttrs,
  DepthwiseConv2dNativeBackpropInputAttrs,
  FusedDepthwiseConv2DAttrs,
} from '@tensorflow/tfjs-core';
import { backend_util } from '@tensorflow/tfjs-core';

import type { GraphBuilder } from '../../graph/graph-builder.ts';
import { attribute, type Value } from '../../graph/types.ts';
import { applyActivation } from '../activation.ts';
import { dataFormatOf } from './data-format.ts';
import { input, type Lowering } from '../lowering.ts';
import { sliceAll } from '../layout.ts';
import { channelsFirst, channelsLast, windowAttributes, windowsOf, type Windows } from './windows.ts';

type Shape4 = [number, number, number, number];

type Kind = Pick<DepthwiseConv2dNativeBackpropInputAttrs, 'strides' | 'pad' | 'dimRoundingMode'>;

function windowsFor(
  xShape: readonly number[],
  filterShape: readonly number[],
  attrs: Kind & {
    /** Null counts as 1, as in TF.js. */
    readonly dilations: DepthwiseConv2dNativeAttrs['dilations'] | null;
    readonly dataFormat?: string;
  },
): Windows {
  const [xs, fs] = [[...xShape] as Shape4, [...filterShape] as Shape4];
  return windowsOf(
    backend_util.computeConv2DInfo(
      xs,
      fs,
      attrs.strides,
      attrs.dilations ?? 1,
      attrs.pad,
      attrs.dimRoundingMode,
      true,
      attrs.dataFormat === 'NCHW' ? 'channelsFirst' : 'channelsLast',
    ),
  );
}

/** [height, width, channels, multiplier] → one filter per output channel, [channels · multiplier, 1, height, width]. */
function groupFilters(g: GraphBuilder, filter: Value): Value {
  const [height, width, channels, multiplier] = filter.shape as Shape4;
  return g.reshape(g.transpose(filter, [2, 3, 0, 1]), [channels * multiplier, 1, height, width]);
}

export const depthwiseConv2d: Lowering<DepthwiseConv2dNativeAttrs> = (context, attrs) => {
  const { g } = context;
  const [x, filter] = [input(context, 'x'), input(context, 'filter')];
  const format = dataFormatOf(attrs.dataFormat);
  const product = g.emit('Conv', [format.toEngine(g, x), groupFilters(g, filter)], {
    ...windowAttributes(windowsFor(x.shape, filter.shape, attrs)),
    group: attribute.int(filter.shape[2]!),
  });
  return format.fromEngine(g, product);
};

export const fusedDepthwiseConv2d: Lowering<FusedDepthwiseConv2DAttrs> = (context, attrs) => {
  const { g, inputs } = context;
  const product = depthwiseConv2d(context, attrs) as Value;
  const { perChannel } = dataFormatOf(attrs.dataFormat);
  const { bias, preluActivationWeights: slopes } = inputs;
  const biased = bias === undefined ? product : g.emit('Add', [product, perChannel(g, bias)]);
  const alpha = slopes === undefined ? undefined : perChannel(g, slopes);
  return applyActivation(g, biased, attrs.activation, alpha, attrs.leakyreluAlpha);
};

export const depthwiseBackpropInput: Lowering<DepthwiseConv2dNativeBackpropInputAttrs> = (context, attrs) => {
  const { g } = context;
  const [dy, filter] = [input(context, 'dy'), input(context, 'filter')];
  const windows = windowsFor(attrs.inputShape, filter.shape, attrs);
  const dx = g.emit('ConvTranspose', [channelsFirst(g, dy), groupFilters(g, filter)], {
    ...windowAttributes(windows),
    output_padding: attribute.ints(windows.rest),
    group: attribute.int(filter.shape[2]!),
  });
  return channelsLast(g, dx);
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
