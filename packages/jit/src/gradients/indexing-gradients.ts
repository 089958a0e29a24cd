import * as tf from '@tensorflow/tfjs-core';

import type { Correction, Corrections } from './correction.ts';
import { inRange, takeInRange } from './take-in-range.ts';

/** The gradient of whole numbers that say where. */
const ofPositions = (indices: tf.Tensor) => (): tf.Tensor => tf.zeros(indices.shape);

const product = (extents: readonly number[]): number => tf.util.sizeFromShape([...extents]);

/** Indices of scatter and gather as a matrix, one position a row; a list holds positions of one axis. */
function positionRows(indices: tf.Tensor): tf.Tensor2D {
  const depth = indices.rank > 1 ? indices.shape[indices.rank - 1]! : 1;
  const rows = indices.rank > 1 ? product(indices.shape.slice(0, -1)) : indices.size;
  return tf.reshape(indices, [rows, depth]);
}

/** Positions of rows counted through a flat list of `extent` places a row; [rows, …] → [rows · …]. */
function flatPositions(indices: tf.Tensor, rows: number, extent: number): tf.Tensor1D {
  const perRow = tf.reshape(indices, [rows, rows === 0 ? 0 : indices.size / rows]);
  const starts = tf.mul(tf.range(0, rows, 1, 'int32'), tf.scalar(extent, 'int32'));
  return tf.reshape(tf.add(perRow, tf.reshape(starts, [rows, 1])), [indices.size]);
}

/** What each row of updates passes on: nothing where a later row wrote to the same place. */
function ofUpdates(dy: tf.Tensor, rows: tf.Tensor2D): tf.Tensor {
  const [count, depth] = rows.shape;
  const order = tf.range(0, count, 1, 'int32');
  const places = tf.zeros(dy.shape.slice(0, depth), 'int32');
  const isLast = tf.equal(tf.gatherND(tf.tensorScatterUpdate(places, rows, order), rows), order);
  const taken = tf.gatherND(dy, rows);
  const mask = tf.reshape(isLast, [count, ...taken.shape.slice(1).map(() => 1)]);
  return tf.where(mask, taken, tf.zerosLike(taken));
}

/** What is left of dy where nothing was written. By a mask, since TF.js's cpu backend updates in place. */
function ofUntouched(dy: tf.Tensor, rows: tf.Tensor2D): tf.Tensor {
  const [count, depth] = rows.shape;
  const written = tf.greater(tf.scatterND(rows, tf.ones([count]), dy.shape.slice(0, depth)), 0);
  const mask = tf.reshape(written, [...written.shape, ...dy.shape.slice(depth).map(() => 1)]);
  return tf.where(mask, tf.zerosLike(dy), dy);
}

/** Gradient of a gather along any axis, with any number of batch dimensions: sums by the place taken from. */
function ofGathered(dy: tf.Tensor, x: tf.Tensor, indices: tf.Tensor, at: number, batch: number): tf.Tensor {
  const extent = x.shape[at]!;
  const [head, outer, inner] = [x.shape.slice(0, batch), x.shape.slice(batch, at), x.shape.slice(at + 1)];
  const rows = product(head);
  // [rows, outer, taken, inner], rows left out where there is no batch.
  const lead = batch === 0 ? [] : [rows];
  const taken = product(indices.shape.slice(batch));
  const values = tf.reshape(dy, [...lead, ...outer, taken, ...inner]);
  const axes = [...values.shape.keys()];
  const [takenAxis] = axes.splice(lead.length + outer.length, 1) as [number];
  axes.splice(lead.length, 0, takenAxis);
  const sorted = tf.transpose(values, axes);
  const flat = batch === 0 ? sorted : tf.reshape(sorted, [rows * taken, ...outer, ...inner]);
  const ids = batch === 0 ? tf.reshape(indices, [taken]) : flatPositions(indices, rows, extent);
  const sums = tf.unsortedSegmentSum(flat, ids as tf.Tensor1D, rows * extent);
  const places = tf.reshape(sums, [...head, extent, ...outer, ...inner]);
  const back = [...places.shape.keys()];
  const [extentAxis] = back.splice(batch, 1) as [number];
  back.splice(at, 0, extentAxis);
  return tf.transpose(places, back);
}

/** Counting passes a gradient to the weights of what is counted. */
const counted: Correction<Partial<tf.DenseBincountAttrs>> = {
  inputs: ['x', 'weights'],
  gradient: (dy, [x, weights], { binaryOutput }) => ({
    x: ofPositions(x!),
    weights: () => {
      if (binaryOutput === true || weights!.size === 0) return tf.zeros(weights!.shape);
      const size = dy.shape[dy.rank - 1]!;
      const rows = dy.rank === 2 ? dy.shape[0] : 1;
      const positions = flatPositions(x!, rows, size);
      const valid = inRange(tf.reshape(x!, [x!.size]), size);
      return tf.reshape(takeInRange(tf.reshape(dy, [dy.size]), positions, valid), weights!.shape);
    },
  }),
};

/**
 * Gradients of taking, placing and counting by index. TF.js has one for gather alone, without batch dimensions;
 * it fails where indices follow from what is differentiated, and so does that of unsortedSegmentSum.
 */
export const indexingGradients = {
  Bincount: counted,
  DenseBincount: counted,
  GatherNd: {
    inputs: ['params', 'indices'],
    gradient: (dy, [params, indices]) => ({
      params: () => {
        const rows = tf.reshape(indices!, [-1, indices!.shape[indices!.rank - 1]!]);
        const updates = tf.reshape(dy, [rows.shape[0], ...params!.shape.slice(rows.shape[1])]);
        return tf.scatterND(rows, updates, params!.shape);
      },
      indices: ofPositions(indices!),
    }),
  },
  GatherV2: {
    inputs: ['x', 'indices'],
    gradient: (dy, [x, indices], { axis, batchDims }: tf.GatherV2Attrs) => ({
      x: () => {
        const [at] = tf.util.parseAxisParam(axis, x!.shape) as [number];
        return ofGathered(dy, x!, indices!, at, batchDims < 0 ? indices!.rank + batchDims : batchDims);
      },
      indices: ofPositions(indices!),
    }),
  },
  ScatterNd: {
    inputs: ['indices', 'updates'],
    gradient: (dy, [indices, updates]) => ({
      indices: ofPositions(indices!),
      updates: () => tf.reshape(tf.gatherND(dy, positionRows(indices!)), updates!.shape),
    }),
  },
  SparseToDense: {
    inputs: ['sparseIndices', 'sparseValues'],
    gradient: (dy, [indices, values]) => ({
      sparseIndices: ofPositions(indices!),
      sparseValues: () => {
        const passed = ofUpdates(dy, positionRows(indices!));
        return values!.rank === 0 ? tf.sum(passed) : tf.reshape(passed, values!.shape);
      },
      defaultValue: () => tf.sum(ofUntouched(dy, positionRows(indices!))),
    }),
  },
  TensorScatterUpdate: {
    inputs: ['indices', 'updates'],
    gradient: (dy, [indices, updates]) => ({
      tensor: () => ofUntouched(dy, positionRows(indices!)),
      indices: ofPositions(indices!),
      updates: () => tf.reshape(ofUpdates(dy, positionRows(indices!)), updates!.shape),
    }),
  },
  TopK: {
    inputs: ['x'],
    outputs: () => [false, true],
    gradient: (dy, [x, indices]) => ({
      x: () => {
        const extent = x!.shape[x!.rank - 1]!;
        const rows = product(x!.shape.slice(0, -1));
        const positions = flatPositions(indices!, rows, extent);
        return tf.reshape(tf.unsortedSegmentSum(tf.reshape(dy, [dy.size]), positions, x!.size), x!.shape);
      },
    }),
  },
  UnsortedSegmentSum: {
    inputs: ['segmentIds'],
    gradient: (dy, [ids], { numSegments }: tf.UnsortedSegmentSumAttrs) => ({
      x: () =>
        numSegments === 0
          ? tf.zeros([...ids!.shape, ...dy.shape.slice(1)])
          : takeInRange(dy, ids!, inRange(ids!, numSegments)),
      segmentIds: ofPositions(ids!),
    }),
  },
} satisfies Corrections;
