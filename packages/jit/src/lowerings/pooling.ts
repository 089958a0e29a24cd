import type {
  AvgPoolAttrs,
  AvgPoolGradAttrs,
  MaxPoolAttrs,
  MaxPoolWithArgmaxAttrs,
} from '@tensorflow/tfjs-core';
import { backend_util } from '@tensorflow/tfjs-core';

import { sizeOf } from '../arrays/size-of.ts';
import { attribute, type Attributes, type Value } from '../graph/types.ts';
import { input, type Lowering } from './lowering.ts';
import { toNchw, toNhwc, windowAttributes, windowsOf } from './windows.ts';

type Shape4 = [number, number, number, number];

function infoOf(shape: readonly number[], attrs: MaxPoolAttrs): backend_util.Conv2DInfo {
  const { filterSize, strides, pad, dimRoundingMode } = attrs;
  return backend_util.computePool2DInfo([...shape] as Shape4, filterSize, strides, 1, pad, dimRoundingMode);
}

function poolAttributes(info: backend_util.Conv2DInfo): Attributes {
  const kernel = attribute.ints([info.filterHeight, info.filterWidth]);
  return { ...windowAttributes(windowsOf(info)), kernel_shape: kernel };
}

/** Average over the part of the window inside the input. */
export const avgPool: Lowering<AvgPoolAttrs> = (context, attrs) => {
  const { g } = context;
  const x = input(context, 'x');
  const pooled = g.emit('AveragePool', [g.transpose(x, toNchw)], poolAttributes(infoOf(x.shape, attrs)));
  return g.transpose(pooled, toNhwc);
};

export const maxPool: Lowering<MaxPoolAttrs> = (context, attrs) => {
  const { g } = context;
  const x = input(context, 'x');
  const [pooled] = g.emitAll('MaxPool', [g.transpose(x, toNchw)], poolAttributes(infoOf(x.shape, attrs)));
  return g.transpose(pooled!, toNhwc);
};

/** Spreads the gradient evenly over the whole window, padding included, as TF.js does. */
export const avgPoolGrad: Lowering<AvgPoolGradAttrs> = (context, attrs) => {
  const { g } = context;
  const [dy, x] = [input(context, 'dy'), input(context, 'input')];
  const info = infoOf(x.shape, attrs);
  const windows = windowsOf(info);
  const channels = x.shape[3]!;
  const size = info.filterHeight * info.filterWidth;
  const share = g.full('float32', [channels, 1, info.filterHeight, info.filterWidth], 1 / size);
  const dx = g.emit('ConvTranspose', [g.transpose(dy, toNchw), share], {
    ...windowAttributes(windows),
    output_padding: attribute.ints(windows.rest),
    group: attribute.int(channels),
  });
  return g.transpose(dx, toNhwc);
};

/** Sends each gradient to the position of its maximum, the first among equals. */
export const maxPoolGrad: Lowering<MaxPoolAttrs> = (context, attrs) => {
  const { g } = context;
  const [dy, x] = [input(context, 'dy'), input(context, 'input')];
  const planes = g.transpose(x, toNchw);
  const [, positions] = g.emitAll('MaxPool', [planes], poolAttributes(infoOf(x.shape, attrs)));
  const flat = (value: Value): Value => g.reshape(value, [sizeOf(value.shape)]);
  const dx = g.emit(
    'ScatterElements',
    [g.zeros('float32', [sizeOf(x.shape)]), flat(positions!), flat(g.transpose(dy, toNchw))],
    { axis: attribute.int(0), reduction: attribute.string('add') },
  );
  return g.transpose(g.reshape(dx, planes.shape), toNhwc);
};

/** MaxPool with the flat position of each maximum in the channels-last input. */
export const maxPoolWithArgmax: Lowering<MaxPoolWithArgmaxAttrs> = (context, attrs) => {
  const { g } = context;
  const x = input(context, 'x');
  const [, height, width, channels] = x.shape as Shape4;
  const [pooled, positions] = g.emitAll(
    'MaxPool',
    [g.transpose(x, toNchw)],
    poolAttributes(infoOf(x.shape, attrs)),
  );
  // ONNX counts positions channel by channel, TF.js pixel by pixel.
  const plane = g.scalar('int64', height * width);
  const image = g.scalar('int64', height * width * channels);
  const channel = g.emit('Mod', [g.emit('Div', [positions!, plane]), g.scalar('int64', channels)]);
  const pixel = g.emit('Add', [
    g.emit('Mul', [g.emit('Mod', [positions!, plane]), g.scalar('int64', channels)]),
    channel,
  ]);
  const batch = g.emit('Mul', [g.emit('Div', [positions!, image]), image]);
  const index = attrs.includeBatchInIndex ? g.emit('Add', [batch, pixel]) : pixel;
  return [g.transpose(pooled!, toNhwc), g.cast(g.transpose(index, toNhwc), 'int32')];
};
