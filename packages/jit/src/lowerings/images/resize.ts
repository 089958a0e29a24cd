import type { ResizeBilinearAttrs, ResizeNearestNeighborAttrs } from '@tensorflow/tfjs-core';

import type { GraphBuilder } from '../../graph/graph-builder.ts';
import { attribute, type Value } from '../../graph/types.ts';
import { input, type Lowering } from '../lowering.ts';
import {
  bilinearPositions,
  nearestPositions,
  weightsOf,
  type Between,
  type Positions,
} from './resize-positions.ts';

/** The values at old positions along an axis. */
function pick(g: GraphBuilder, x: Value, positions: readonly number[], axis: number): Value {
  return g.emit('Gather', [x, g.ints(positions)], { axis: attribute.int(axis) });
}

/** Interpolates along one axis. */
function interpolate(g: GraphBuilder, x: Value, positions: readonly Between[], axis: number): Value {
  const low = pick(
    g,
    x,
    positions.map((at) => at.low),
    axis,
  );
  if (positions.every(({ fraction }) => fraction === 0)) return low;
  const high = pick(
    g,
    x,
    positions.map((at) => at.high),
    axis,
  );
  const shape = x.shape.map((_, i) => (i === axis ? positions.length : 1));
  const fractions = Float32Array.from(positions, ({ fraction }) => fraction);
  const rise = g.emit('Mul', [g.emit('Sub', [high, low]), g.constant('float32', fractions, shape)]);
  return g.emit('Add', [low, rise]);
}

function forward(positions: Positions, keepsDtype: boolean): Lowering<ResizeBilinearAttrs> {
  return (context, attrs) => {
    const { g } = context;
    const given = input(context, 'images');
    const images = keepsDtype ? given : g.cast(given, 'float32');
    const [newHeight, newWidth] = attrs.size;
    const [, height, width] = images.shape as [number, number, number, number];
    const wide = interpolate(g, images, positions(width, newWidth, attrs), 2);
    return interpolate(g, wide, positions(height, newHeight, attrs), 1);
  };
}

/** Resizing is linear and separable: images times one matrix per axis; its gradient is the transpose. */
function resample(g: GraphBuilder, images: Value, matrices: [height: Value, width: Value]): Value {
  const [batch, height, width, channels] = images.shape as [number, number, number, number];
  const [rows, columns] = matrices;
  const tall = g.emit('MatMul', [rows, g.reshape(images, [batch, height, width * channels])]);
  const newHeight = rows.shape[0]!;
  const wide = g.emit('MatMul', [columns, g.reshape(tall, [batch * newHeight, width, channels])]);
  return g.reshape(wide, [batch, newHeight, columns.shape[0]!, channels]);
}

function backward(positions: Positions): Lowering<ResizeBilinearAttrs> {
  return (context, attrs) => {
    const { g } = context;
    const [dy, images] = [input(context, 'dy'), input(context, 'images')];
    const [, height, width] = images.shape as [number, number, number, number];
    const [, newHeight, newWidth] = dy.shape as [number, number, number, number];
    const matrix = (from: number, to: number): Value =>
      g.transpose(g.constant('float32', weightsOf(positions(from, to, attrs), from), [to, from]), [1, 0]);
    return resample(g, dy, [matrix(height, newHeight), matrix(width, newWidth)]);
  };
}

export const resizeBilinear = forward(bilinearPositions, false);
export const resizeBilinearGrad = backward(bilinearPositions);
/** Keeps the dtype of the images. */
export const resizeNearestNeighbor: Lowering<ResizeNearestNeighborAttrs> = forward(nearestPositions, true);
export const resizeNearestNeighborGrad: Lowering<ResizeNearestNeighborAttrs> = backward(nearestPositions);
