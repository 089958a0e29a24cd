import { ndarray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import { batchRows } from '../optimizer/batch-rows.ts';
import { chosenIndex } from './chosen-index.ts';
import type { Sampler } from './sampler.ts';

/** Probability that a feature is taken from the donor. */
const share = 0.35;

/**
 * People made of two training rows: each feature is the row's own or, with probability 0.35, a donor's. Every value
 * is one that somebody has, one-hot groups stay whole, and combinations occur that no row shows.
 */
export const featureCrossover: Sampler = {
  name: 'feature-crossover',
  description: 'training rows with some features of another row',
  stream: 'crossed',
  needsRecourse: false,
  draw: (stream, { steps, batch }, { rows, features }) => ({
    rows: batchRows(stream, { rows, batch, steps }),
    donors: batchRows(stream, { rows, batch, steps }),
    swapped: ndarray(
      stream.uniform([steps, batch, features]).data.map((u) => (u < share ? 1 : 0)),
      [steps, batch, features],
    ),
  }),
  points: (indices, { x, y, membership }) => {
    const rows = chosenIndex(indices, 'rows') as tf.Tensor1D;
    const own = tf.gather(x, rows);
    const other = tf.gather(x, chosenIndex(indices, 'donors'));
    const swapped = tf.matMul(chosenIndex(indices, 'swapped'), membership);
    const crossed = tf.add(own, tf.mul(swapped, tf.sub(other, own)));
    return { x: crossed as tf.Tensor2D, labels: tf.gather(y, rows) as tf.Tensor1D };
  },
};
