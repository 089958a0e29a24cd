import * as tf from '@tensorflow/tfjs-core';
import { batchRows } from '../optimizer/batch-rows.ts';
import { chosenIndex } from './chosen-index.ts';
import type { Sampler } from './sampler.ts';

/** `x + δ_fp` of denied training rows whose teacher action succeeds. */
export const recoursePoints: Sampler = {
  name: 'recourse',
  description: "denied training rows moved by the teacher's action",
  stream: 'recourse',
  needsRecourse: true,
  draw: (stream, { steps, batch }, { denied }) => ({
    rows: batchRows(stream, { rows: denied, batch, steps }),
  }),
  points: (indices, { denied, deniedLabels, delta }) => {
    const rows = chosenIndex(indices, 'rows') as tf.Tensor1D;
    const x = tf.add(tf.gather(denied, rows), tf.gather(delta, rows));
    return { x: x as tf.Tensor2D, labels: tf.gather(deniedLabels, rows) as tf.Tensor1D };
  },
};
