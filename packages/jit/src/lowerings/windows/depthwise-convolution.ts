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
import {
  channelsFirst,
  channelsLast,
  hasNoWindow,
  padSpatial,
  unpadSpatial,
  windowAttributes,
  windowsOf,
  type WindowInfo,
} from './windows.ts';

type Shape4 = [number, number, number, number];

type Kind = Pick<DepthwiseConv2dNativeBackpropInputAttrs, 'strides' | 'pad' | 'dimRoundingMode'>;

function infoOf(
  xShape: readonly number[],
  filterShape: readonly number[],
  attrs: Kind & {
    /** Null counts as 1, as in TF.js. */
    readonly dilations: DepthwiseConv2dNativeAttrs['dilations'] | null;
    readonly dataFormat?: string;
  },
): WindowInfo {
  const [xs, fs] = [[...xShape] as Shape4, [...filterShape] as Shape4];
  return backend_util.computeConv2DInfo(
    xs,
    fs,
    attrs.strides,
    attrs.dilations ?? 1,
    attrs.pad,
    attrs.dimRoundingMode,
    true,
    attrs.dataFormat === 'NCHW' ? 'channelsFirst' : 'channelsLast',
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
  const info = infoOf(x.shape, filter.shape, attrs);
  if (hasNoWindow(info)) return g.empty({ dtype: x.dtype, shape: info.outShape });
  const windows = windowsOf(info);
  const planes = padSpatial(g, format.toEngine(g, x), windows.crop, 0);
  const product = g.emit('Conv', [planes, groupFilters(g, filter)], {
    ...windowAttributes(windows),
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
  const info = infoOf(attrs.inputShape, filter.shape, attrs);
  if (hasNoWindow(info)) return g.zeros('float32', attrs.inputShape);
  const windows = windowsOf(info);
  const dx = g.emit('ConvTranspose', [channelsFirst(g, dy), groupFilters(g, filter)], {
    ...windowAttributes(windows),
    output_padding: attribute.ints(windows.rest),
    group: attribute.int(filter.shape[2]!),
  });
  return channelsLast(g, unpadSpatial(g, dx, windows.crop));
};

/** As for a full convolution, channel by channel: groups of the batch take the place of channels. */
export const depthwiseBackpropFilter: Lowering<DepthwiseConv2dNativeBackpropFilterAttrs> = (
  context,
  attrs,
) => {
  const { g } = context;
  const [x, dy] = [input(context, 'x'), input(context, 'dy')];
  const [height, width, channels, multiplier] = attrs.filterShape;
  const info = infoOf(x.shape, attrs.filterShape, attrs);
  if (hasNoWindow(info)) return g.zeros('float32', attrs.filterShape);
  const windows = windowsOf(info);
  const swapped = { ...windows, strides: windows.dilations, dilations: windows.strides };
  const planes = g.transpose(padSpatial(g, channelsFirst(g, x), windows.crop, 0), [1, 0, 2, 3]);
  const [, batch, inHeight, inWidth] = planes.shape as Shape4;
  const images = g.reshape(planes, [1, channels * batch, inHeight, inWidth]);
  const product = g.emit('Conv', [images, g.transpose(dy, [3, 0, 1, 2])], {
    ...windowAttributes(swapped),
    group: attribute.int(channels),
  });
  const cut = sliceAll(g, product, [0, 0, 0, 0], [1, channels * multiplier, height, width]);
  return g.transpose(g.reshape(cut, [channels, multiplier, height, width]), [2, 3, 0, 1]);
};
