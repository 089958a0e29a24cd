import * as tf from '@tensorflow/tfjs-core';

import { stridedSliceInfo } from '../lowerings/strided-slice-info.ts';
import type { Corrections } from './correction.ts';
import { spreadAlong } from './spread-along.ts';

type Padding = readonly [before: number, after: number];

function sliceAlong(x: tf.Tensor, axis: number, begin: number, count: number): tf.Tensor {
  return tf.slice(
    x,
    x.shape.map((_, i) => (i === axis ? begin : 0)),
    x.shape.map((extent, i) => (i === axis ? count : extent)),
  );
}

function padAlong(x: tf.Tensor, axis: number, before: number, after: number): tf.Tensor {
  return tf.pad(
    x,
    x.shape.map((_, i): [number, number] => (i === axis ? [before, after] : [0, 0])),
  );
}

/** Folds the mirrored borders of an axis back onto what they mirror. `skip` is 1 where the edge is not repeated. */
function foldAlong(dy: tf.Tensor, axis: number, [before, after]: Padding, skip: number): tf.Tensor {
  const extent = dy.shape[axis]! - before - after;
  let folded = sliceAlong(dy, axis, before, extent);
  if (before > 0) {
    const border = tf.reverse(sliceAlong(dy, axis, 0, before), axis);
    folded = tf.add(folded, padAlong(border, axis, skip, extent - skip - before));
  }
  if (after > 0) {
    const border = tf.reverse(sliceAlong(dy, axis, before + extent, after), axis);
    folded = tf.add(folded, padAlong(border, axis, extent - skip - after, skip));
  }
  return folded;
}

/** Gradient of a slice with steps: back to the places it was taken from, zeros elsewhere. */
function ofStridedSlice(dy: tf.Tensor, x: tf.Tensor, attrs: tf.StridedSliceAttrs): tf.Tensor {
  const { begin, end, strides } = stridedSliceInfo(x.shape, attrs);
  if (dy.size === 0) return tf.zeros(x.shape);
  const counts = strides.map((stride, axis) => Math.ceil((end[axis]! - begin[axis]!) / stride));
  let spread = tf.reshape(dy, counts);
  const reversed = strides.flatMap((stride, axis) => (stride < 0 ? [axis] : []));
  if (reversed.length > 0) spread = tf.reverse(spread, reversed);
  strides.forEach((stride, axis) => {
    spread = spreadAlong(spread, axis, Math.abs(stride));
  });
  const paddings = x.shape.map((extent, axis): [number, number] => {
    const reach = spread.shape[axis]!;
    const first = strides[axis]! > 0 ? begin[axis]! : begin[axis]! - reach + 1;
    return [first, extent - first - reach];
  });
  return tf.pad(spread, paddings);
}

/**
 * Gradients of rearrangement. TF.js crops the gradient of mirrorPad where it should fold the border back, takes
 * no split or unstack into one piece and no tile beyond rank 4, and has none for the rest.
 */
export const layoutGradients = {
  DepthToSpace: {
    inputs: ['x'],
    gradient: (dy, [x], { blockSize, dataFormat }: tf.DepthToSpaceAttrs) => ({
      x: () => {
        const last = dataFormat === 'NHWC';
        const [batch, height, width, depth] = (
          last ? x!.shape : [x!.shape[0], x!.shape[2], x!.shape[3], x!.shape[1]]
        ) as [number, number, number, number];
        const channels = depth / blockSize ** 2;
        const blocks = last
          ? tf.transpose(
              tf.reshape(dy, [batch, height, blockSize, width, blockSize, channels]),
              [0, 1, 3, 2, 4, 5],
            )
          : tf.transpose(
              tf.reshape(dy, [batch, channels, height, blockSize, width, blockSize]),
              [0, 3, 5, 1, 2, 4],
            );
        return tf.reshape(blocks, x!.shape);
      },
    }),
  },
  Diag: {
    inputs: ['x'],
    gradient: (dy, [x]) => ({
      x: () => {
        const size = x!.size;
        const diagonal = tf.mul(tf.reshape(dy, [size, size]), tf.eye(size));
        return tf.reshape(tf.sum(diagonal, 1), x!.shape);
      },
    }),
  },
  FlipLeftRight: {
    inputs: [],
    gradient: (dy) => ({ image: () => tf.reverse(dy, 2) }),
  },
  MirrorPad: {
    inputs: [],
    gradient: (dy, _saved, { paddings, mode }: tf.MirrorPadAttrs) => ({
      x: () =>
        paddings.reduce(
          (folded: tf.Tensor, padding, axis) => foldAlong(folded, axis, padding, mode === 'reflect' ? 1 : 0),
          dy,
        ),
    }),
  },
  SplitV: {
    inputs: [],
    gradient: (_dy, _saved, { axis }: tf.SplitVAttrs, dys) => ({ x: () => tf.concat([...dys], axis) }),
  },
  StridedSlice: {
    inputs: ['x'],
    gradient: (dy, [x], attrs: tf.StridedSliceAttrs) => ({ x: () => ofStridedSlice(dy, x!, attrs) }),
  },
  Tile: {
    inputs: ['x'],
    gradient: (dy, [x], { reps }: tf.TileAttrs) => ({
      x: () => {
        const copies = x!.shape.flatMap((extent, axis) => [reps[axis]!, extent]);
        const repeated = reps.flatMap((count, axis) => (count === 1 ? [] : [2 * axis]));
        return tf.reshape(repeated.length === 0 ? dy : tf.sum(tf.reshape(dy, copies), repeated), x!.shape);
      },
    }),
  },
  Unpack: {
    inputs: [],
    gradient: (_dy, _saved, { axis }: tf.UnpackAttrs, dys) => ({ value: () => tf.stack([...dys], axis) }),
  },
} satisfies Corrections;
