import type { ResizeBilinearAttrs, ResizeNearestNeighborAttrs } from '@tensorflow/tfjs-core';

import type { GraphBuilder } from '../graph/graph-builder.ts';
import type { Value } from '../graph/types.ts';
import { input, type Lowering } from './lowering.ts';

type Options = Pick<ResizeBilinearAttrs, 'alignCorners' | 'halfPixelCenters'>;

function scaleOf(from: number, to: number, { alignCorners }: Options): number {
  return alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
}

/** Row i holds the weights with which the old positions make up new position i; [to, from], row-major. */
function bilinearWeights(from: number, to: number, options: Options): Float32Array {
  const weights = new Float32Array(to * from);
  const scale = scaleOf(from, to, options);
  for (let i = 0; i < to; i++) {
    const at = options.halfPixelCenters ? scale * (i + 0.5) - 0.5 : scale * i;
    const low = Math.max(0, Math.floor(at));
    const high = Math.min(from - 1, Math.ceil(at));
    const fraction = at - low;
    weights[i * from + low]! += 1 - fraction;
    weights[i * from + high]! += fraction;
  }
  return weights;
}

/** As `bilinearWeights`, a single 1 per row. */
function nearestWeights(from: number, to: number, options: Options): Float32Array {
  const weights = new Float32Array(to * from);
  const scale = scaleOf(from, to, options);
  for (let i = 0; i < to; i++) {
    const at = options.halfPixelCenters ? scale * (i + 0.5) : scale * i;
    const nearest = Math.min(from - 1, options.alignCorners ? Math.round(at) : Math.floor(at));
    weights[i * from + Math.max(0, nearest)] = 1;
  }
  return weights;
}

type Weights = typeof bilinearWeights;

/** Resizing is linear and separable: images times one matrix per axis; its gradient is the transpose. */
function resample(g: GraphBuilder, images: Value, matrices: [height: Value, width: Value]): Value {
  const [batch, height, width, channels] = images.shape as [number, number, number, number];
  const [rows, columns] = matrices;
  const tall = g.emit('MatMul', [rows, g.reshape(images, [batch, height, width * channels])]);
  const newHeight = rows.shape[0]!;
  const wide = g.emit('MatMul', [columns, g.reshape(tall, [batch * newHeight, width, channels])]);
  return g.reshape(wide, [batch, newHeight, columns.shape[0]!, channels]);
}

function forward(weights: Weights): Lowering<ResizeBilinearAttrs> {
  return (context, attrs) => {
    const { g } = context;
    const images = g.cast(input(context, 'images'), 'float32');
    const [newHeight, newWidth] = attrs.size;
    const [, height, width] = images.shape as [number, number, number, number];
    const rows = g.constant('float32', weights(height, newHeight, attrs), [newHeight, height]);
    const columns = g.constant('float32', weights(width, newWidth, attrs), [newWidth, width]);
    return resample(g, images, [rows, columns]);
  };
}

function backward(weights: Weights): Lowering<ResizeBilinearAttrs> {
  return (context, attrs) => {
    const { g } = context;
    const [dy, images] = [input(context, 'dy'), input(context, 'images')];
    const [, height, width] = images.shape as [number, number, number, number];
    const [, newHeight, newWidth] = dy.shape as [number, number, number, number];
    const rows = g.constant('float32', weights(height, newHeight, attrs), [newHeight, height]);
    const columns = g.constant('float32', weights(width, newWidth, attrs), [newWidth, width]);
    return resample(g, dy, [g.transpose(rows, [1, 0]), g.transpose(columns, [1, 0])]);
  };
}

export const resizeBilinear = forward(bilinearWeights);
export const resizeBilinearGrad = backward(bilinearWeights);
export const resizeNearestNeighbor: Lowering<ResizeNearestNeighborAttrs> = forward(nearestWeights);
export const resizeNearestNeighborGrad: Lowering<ResizeNearestNeighborAttrs> = backward(nearestWeights);
