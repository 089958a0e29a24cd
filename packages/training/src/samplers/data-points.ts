import * as tf from '@tensorflow/tfjs-core';
import { batchRows } from '../optimizer/batch-rows.ts';
import { chosenIndex } from './chosen-index.ts';
import type { Sampler } from './sampler.ts';

/** Training rows as they are. */
export const dataPoints: Sampler = {
  name: 'data',
  description: 'training rows',
  stream: 'data',
  needsRecourse: false,
  draw: (stream, { steps, batch }, { rows }) => ({ rows: batchRows(stream, { rows, batch, steps }) }),
  points: (indices, { x, y }) => {
    const rows = chosenIndex(indices, 'rows') as tf.Tensor1D;
    return { x: tf.gather(x, rows) as tf.Tensor2D, labels: tf.gather(y, rows) as tf.Tensor1D };
  },
};
