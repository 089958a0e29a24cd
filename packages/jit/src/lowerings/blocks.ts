import type { BatchToSpaceNDAttrs, DepthToSpaceAttrs, SpaceToBatchNDAttrs } from '@tensorflow/tfjs-core';
import { backend_util } from '@tensorflow/tfjs-core';

import { sizeOf } from '../arrays/size-of.ts';
import { input, type Lowering } from './lowering.ts';
import { sliceAll } from './layout.ts';
import { channelsFirst, channelsLast } from './windows/windows.ts';

/** Blocks of channels become blocks of pixels; channels first is computed channels last. */
export const depthToSpace: Lowering<DepthToSpaceAttrs> = (context, { blockSize: size, dataFormat }) => {
  const { g } = context;
  const first = dataFormat === 'NCHW';
  const x = first ? channelsLast(g, input(context, 'x')) : input(context, 'x');
  const [batch, height, width, depth] = x.shape as [number, number, number, number];
  const rest = depth / (size * size);
  const blocks = g.reshape(x, [batch, height, width, size, size, rest]);
  const pixels = g.transpose(blocks, [0, 1, 3, 2, 4, 5]);
  const whole = g.reshape(pixels, [batch, height * size, width * size, rest]);
  return first ? channelsFirst(g, whole) : whole;
};

export const batchToSpaceND: Lowering<BatchToSpaceNDAttrs> = (context, { blockShape, crops }) => {
  const { g } = context;
  const x = input(context, 'x');
  const product = sizeOf(blockShape);
  const shape = [...x.shape];
  const reshaped = backend_util.getReshaped(shape, blockShape, product);
  const permuted = backend_util.getPermuted(reshaped.length, blockShape.length);
  const joined = backend_util.getReshapedPermuted(shape, blockShape, product);
  const starts = backend_util.getSliceBeginCoords(crops, blockShape.length);
  const sizes = backend_util.getSliceSize(joined, crops, blockShape.length);
  const whole = g.reshape(g.transpose(g.reshape(x, reshaped), permuted), joined);
  const from = joined.map((_, i) => starts[i] ?? 0);
  return sliceAll(
    g,
    whole,
    from,
    joined.map((extent, i) => from[i]! + (sizes[i] ?? extent)),
  );
};

export const spaceToBatchND: Lowering<SpaceToBatchNDAttrs> = (context, { blockShape, paddings }) => {
  const { g } = context;
  const x = input(context, 'x');
  const product = sizeOf(blockShape);
  const full = x.shape.map((_, i) => paddings[i - 1] ?? [0, 0]);
  const pads = [...full.map(([before]) => before!), ...full.map(([, after]) => after!)];
  const padded = g.emit('Pad', [x, g.ints(pads), g.scalar(x.dtype, 0)]);
  const shape = [...padded.shape];
  const reshaped = backend_util.getReshaped(shape, blockShape, product, false);
  const permuted = backend_util.getPermuted(reshaped.length, blockShape.length, false);
  const joined = backend_util.getReshapedPermuted(shape, blockShape, product, false);
  return g.reshape(g.transpose(g.reshape(padded, reshaped), permuted), joined);
};
