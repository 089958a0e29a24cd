import * as tf from '@tensorflow/tfjs-core';
import { batchRows } from '../optimizer/batch-rows.ts';
import { drawn } from './drawn.ts';
import type { PointSet } from './point-set.ts';

/** Denied training rows whose teacher action succeeds, where they stand. */
export const deniedPoints: PointSet = {
  name: 'denied',
  description: 'denied training rows as they are',
  needsRecourse: true,
  draw: (stream, { steps, batch }, { denied }) => ({
    rows: batchRows(stream, { rows: denied, batch, steps }),
  }),
  points: (draw, { denied, deniedLabels }) => {
    const rows = drawn(draw, 'rows') as tf.Tensor1D;
    return {
      x: tf.gather(denied, rows) as tf.Tensor2D,
      labels: tf.gather(deniedLabels, rows) as tf.Tensor1D,
    };
  },
};
