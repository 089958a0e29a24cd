import * as tf from '@tensorflow/tfjs-core';
import { batchRows } from '../optimizer/batch-rows.ts';
import { chosenIndex } from './chosen-index.ts';
import type { Sampler } from './sampler.ts';

/** Denied training rows whose teacher action succeeds, where they stand. */
export const deniedPoints: Sampler = {
  name: 'denied',
  description: 'denied training rows as they are',
  stream: 'denied',
  needsRecourse: true,
  draw: (stream, { steps, batch }, { denied }) => ({
    rows: batchRows(stream, { rows: denied, batch, steps }),
  }),
  points: (indices, { denied, deniedLabels }) => {
    const rows = chosenIndex(indices, 'rows') as tf.Tensor1D;
    return {
      x: tf.gather(denied, rows) as tf.Tensor2D,
      labels: tf.gather(deniedLabels, rows) as tf.Tensor1D,
    };
  },
};
