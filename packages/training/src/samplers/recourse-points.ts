import * as tf from '@tensorflow/tfjs-core';
import { batchRows } from '../optimizer/batch-rows.ts';
import { drawn } from './drawn.ts';
import type { PointSet } from './point-set.ts';

/** `x + δ_fp` of denied training rows whose teacher action succeeds. */
export const recoursePoints: PointSet = {
  name: 'recourse',
  description: "denied training rows moved by the teacher's action",
  needsRecourse: true,
  draw: (stream, { steps, batch }, { denied }) => ({
    rows: batchRows(stream, { rows: denied, batch, steps }),
  }),
  points: (draw, { denied, deniedLabels, delta }) => {
    const rows = drawn(draw, 'rows') as tf.Tensor1D;
    const x = tf.add(tf.gather(denied, rows), tf.gather(delta, rows));
    return { x: x as tf.Tensor2D, labels: tf.gather(deniedLabels, rows) as tf.Tensor1D };
  },
};
