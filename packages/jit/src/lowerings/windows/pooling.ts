import type { MaxPoolWithArgmaxAttrs } from '@tensorflow/tfjs-core';

import { sizeOf } from '../../arrays/size-of.ts';
import type { GraphBuilder } from '../../graph/graph-builder.ts';
import { attribute, type Value } from '../../graph/types.ts';
import { input, type Lowering } from '../lowering.ts';
import { isDifferentiating } from '../../trace/tf-state.ts';
import { belowAll } from '../numeric/nan-aware.ts';
import { poolPlan, type PoolAttrs, type PoolPlan } from './pool-plan.ts';
import { hasManyImages, tiledMaxPool, tiledMaxPoolGradient, tilesInput } from './tiled-pool.ts';
import { windowTaps } from './window-taps.ts';
import {
  channelsFirst,
  channelsLast,
  hasNoWindow,
  padSpatial,
  unpadSpatial,
  windowAttributes,
} from './windows.ts';

/** A window of equal weights for each channel. */
function evenFilter(g: GraphBuilder, channels: number, { kernel }: PoolPlan, weight: number): Value {
  return g.full('float32', [channels, 1, ...kernel], weight);
}

/** The mean of each window as a convolution, for padding of which the engine's pool takes no more than a window. */
function meanByConvolution(g: GraphBuilder, planes: Value, plan: PoolPlan): Value {
  const channels = planes.shape[1]!;
  const sums = g.emit('Conv', [planes, evenFilter(g, channels, plan, 1)], {
    ...windowAttributes(plan.windows),
    group: attribute.int(channels),
  });
  // Over padding alone the mean of an image is 0 / 0 in TF.js, that of a volume 0.
  const counts = plan.kernel.length === 3 ? plan.counts.map((count) => Math.max(count, 1)) : plan.counts;
  return g.emit('Div', [sums, g.constant('float32', counts, [1, 1, ...plan.out])]);
}

/** Average over the part of the window inside the input. */
export const avgPool: Lowering<PoolAttrs> = (context, attrs) => {
  const { g } = context;
  const x = g.cast(input(context, 'x'), 'float32');
  const plan = poolPlan(x.shape, attrs);
  if (plan.identity) return x;
  if (hasNoWindow(plan.info)) return g.empty({ dtype: x.dtype, shape: plan.info.outShape });
  const planes = channelsFirst(g, x);
  const cropped = padSpatial(g, planes, plan.windows.crop, 0);
  const pooled = plan.wide
    ? meanByConvolution(g, cropped, plan)
    : g.emit('AveragePool', [cropped], plan.attributes);
  return channelsLast(g, pooled);
};

/** The planes of x as the engine takes their maxima: without NaN, padding it refuses written out. */
function planesOf(g: GraphBuilder, x: Value, { border }: PoolPlan): Value {
  return padSpatial(g, belowAll(g, channelsFirst(g, x)), border, -Infinity);
}

/** Pooled values and flat positions in the padded planes; a window of padding alone yields −∞. */
function maxima(g: GraphBuilder, planes: Value, plan: PoolPlan): [pooled: Value, positions: Value] {
  const [pooled, positions] = g.emitAll('MaxPool', [planes], plan.attributes);
  const { counts } = plan;
  if (counts.every((count) => count > 0)) return [pooled!, positions!];
  const filled = g.constant(
    'bool',
    Uint8Array.from(counts, (count) => (count > 0 ? 1 : 0)),
    [1, 1, ...plan.out],
  );
  return [
    g.emit('Where', [filled, pooled!, g.float(-Infinity)]),
    g.emit('Where', [filled, positions!, g.scalar('int64', -1)]),
  ];
}

/** Maximum of integers, exact over their whole range, where the engine pools floats only; 0 over padding alone. */
function integerMaximum(g: GraphBuilder, x: Value, { info, counts, out }: PoolPlan): Value {
  const largest = windowTaps(g, x, info, -(2 ** 31)).reduce((a, b) => g.emit('Max', [a, b]));
  if (counts.every((count) => count > 0)) return largest;
  const filled = Uint8Array.from(counts, (count) => (count > 0 ? 1 : 0));
  return g.emit('Where', [g.constant('bool', filled, [1, ...out, 1]), largest, g.scalar('int32', 0)]);
}

/** The largest element of each window. Integers stay integers over images, and become floats over volumes, as in TF.js. */
export const maxPool: Lowering<PoolAttrs> = (context, attrs) => {
  const { g } = context;
  const x = input(context, 'x');
  const plan = poolPlan(x.shape, attrs);
  if (plan.identity) return x;
  if (hasNoWindow(plan.info)) return g.empty({ dtype: x.dtype, shape: plan.info.outShape });
  if (x.dtype !== 'float32') {
    const largest = integerMaximum(g, g.cast(x, 'int32'), plan);
    return g.cast(largest, x.shape.length === 5 ? 'float32' : x.dtype);
  }
  // The gradient compares the same rows again, which then are compared once.
  if (isDifferentiating() && tilesInput(plan) && hasManyImages(x)) return tiledMaxPool(g, x, plan);
  const [pooled] = maxima(g, planesOf(g, x, plan), plan);
  return channelsLast(g, pooled);
};

/** Spreads the gradient evenly over the whole window, padding included, as TF.js does. */
export const avgPoolGrad: Lowering<PoolAttrs> = (context, attrs) => {
  const { g } = context;
  const [dy, x] = [input(context, 'dy'), input(context, 'input')];
  const plan = poolPlan(x.shape, attrs, dy.shape);
  if (plan.identity) return dy;
  if (hasNoWindow(plan.info)) return g.zeros('float32', x.shape);
  const channels = x.shape[x.shape.length - 1]!;
  const share = evenFilter(g, channels, plan, 1 / plan.size);
  const dx = g.emit('ConvTranspose', [channelsFirst(g, dy), share], {
    ...windowAttributes(plan.windows),
    output_padding: attribute.ints(plan.windows.rest),
    group: attribute.int(channels),
  });
  return channelsLast(g, unpadSpatial(g, dx, plan.windows.crop));
};

/** Sends each gradient to the position of its maximum, the first among equals. */
export const maxPoolGrad: Lowering<PoolAttrs> = (context, attrs) => {
  const { g } = context;
  const [dy, x] = [input(context, 'dy'), input(context, 'input')];
  const plan = poolPlan(x.shape, attrs, dy.shape);
  if (plan.identity) return dy;
  if (hasNoWindow(plan.info)) return g.zeros('float32', x.shape);
  if (tilesInput(plan)) return tiledMaxPoolGradient(g, x, dy, plan);
  const planes = planesOf(g, x, plan);
  const [, positions] = maxima(g, planes, plan);
  const flat = (value: Value): Value => g.reshape(value, [sizeOf(value.shape)]);
  const gradient = flat(channelsFirst(g, dy));
  // A window without a maximum has the position −1: the last element, to which it must add nothing.
  const empty = plan.counts.some((count) => count === 0);
  const added = empty
    ? g.emit('Where', [g.emit('Less', [flat(positions), g.scalar('int64', 0)]), g.float(0), gradient])
    : gradient;
  const sums = g.emit(
    'ScatterElements',
    [g.zeros('float32', [sizeOf(planes.shape)]), flat(positions), added],
    { axis: attribute.int(0), reduction: attribute.string('add') },
  );
  const dx = g.reshape(sums, planes.shape);
  return channelsLast(g, unpadSpatial(g, dx, plan.border));
};

/** MaxPool with the flat position of each maximum in the channels-last input; −1 for a window without one. */
export const maxPoolWithArgmax: Lowering<MaxPoolWithArgmaxAttrs> = (context, attrs) => {
  const { g } = context;
  const x = input(context, 'x');
  const [, height, width, channels] = x.shape as [number, number, number, number];
  const plan = poolPlan(x.shape, attrs);
  if (hasNoWindow(plan.info)) {
    const shape = plan.info.outShape;
    return [g.empty({ dtype: x.dtype, shape }), g.empty({ dtype: 'int32', shape })];
  }
  const planes = planesOf(g, x, plan);
  const [pooled, positions] = maxima(g, planes, plan);
  const [paddedHeight, paddedWidth] = planes.shape.slice(2) as [number, number];
  const [top, left] = plan.border as [number, number];
  const wide = (value: number): Value => g.scalar('int64', value);
  const compute = (op: 'Add' | 'Div' | 'Mod' | 'Mul' | 'Sub', a: Value, b: number | Value): Value =>
    g.emit(op, [a, typeof b === 'number' ? wide(b) : b]);
  // ONNX counts positions channel by channel, TF.js pixel by pixel.
  const area = paddedHeight * paddedWidth;
  const channel = compute('Mod', compute('Div', positions, area), channels);
  const inPlane = compute('Mod', positions, area);
  const row = compute('Sub', compute('Div', inPlane, paddedWidth), top);
  const column = compute('Sub', compute('Mod', inPlane, paddedWidth), left);
  const pixel = compute('Add', compute('Mul', row, width), column);
  const inImage = compute('Add', compute('Mul', pixel, channels), channel);
  const image = compute('Div', positions, area * channels);
  const index = attrs.includeBatchInIndex
    ? compute('Add', compute('Mul', image, height * width * channels), inImage)
    : inImage;
  const found = g.emit('GreaterOrEqual', [positions, wide(0)]);
  const known = g.emit('Where', [found, index, wide(-1)]);
  return [channelsLast(g, pooled), g.cast(channelsLast(g, known), 'int32')];
};
