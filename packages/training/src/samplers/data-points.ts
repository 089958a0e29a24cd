import * as tf from '@tensorflow/tfjs-core';
import { batchRows } from '../optimizer/batch-rows.ts';
import { drawn } from './drawn.ts';
import type { PointSet } from './point-set.ts';

/** Training rows as they are. */
export const dataPoints: PointSet = {
  name: 'data',
  description: 'training rows',
  needsRecourse: false,
  draw: (stream, { steps, batch }, { rows }) => ({ rows: batchRows(stream, { rows, batch, steps }) }),
  points: (draw, { x, y }) => {
    const rows = drawn(draw, 'rows') as tf.Tensor1D;
    return { x: tf.gather(x, rows) as tf.Tensor2D, labels: tf.gather(y, rows) as tf.Tensor1D };
  },
};
