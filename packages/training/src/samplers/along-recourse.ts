import { ndarray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import { batchRows } from '../optimizer/batch-rows.ts';
import { chosenIndex } from './chosen-index.ts';
import type { Sampler } from './sampler.ts';

/** Largest `ρ` of the uniform draws. */
const longest = 1.5;
/** Standard deviation of the draws of `ρ` around the end of the action. */
const spread = 0.15;
/** Share of the batch that leaves one change out. */
const incompleteShare = 0.25;

/**
 * People on the way along the teacher's action, as near-miss fidelity looks at them: levels and categories are changed whole,
 * for half a category is nobody.
 *
 * A quarter of the batch makes all changes of the action but one, drawn uniformly. The others go a share `ρ` of the way in
 * numbers and make every other change; half of these `ρ` are uniform on [0, 1.5], half normal around 1 with standard deviation
 * 0.15. With boundary-tight actions the boundary lies at `ρ = 1`.
 */
export const alongRecourse: Sampler = {
  name: 'along-recourse',
  description:
    "denied training rows moved part of the way along the teacher's action, past it, or by all of it but one change",
  stream: 'ray',
  needsRecourse: true,
  draw: (stream, { steps, batch }, { denied, features }) => {
    const uniform = stream.uniform([steps, batch]).data;
    const normal = stream.normal([steps, batch]).data;
    const left = Math.floor(batch * incompleteShare);
    const half = left + Math.floor((batch - left) / 2);
    const rho = new Float32Array(steps * batch);
    const incomplete = new Float32Array(steps * batch);
    for (let index = 0; index < rho.length; index += 1) {
      const place = index % batch;
      if (place < left) {
        rho[index] = 1;
        incomplete[index] = 1;
      } else rho[index] = place < half ? longest * uniform[index]! : 1 + spread * normal[index]!;
    }
    return {
      rows: batchRows(stream, { rows: denied, batch, steps }),
      rho: ndarray(rho, [steps, batch]),
      incomplete: ndarray(incomplete, [steps, batch]),
      order: stream.uniform([steps, batch, features]),
    };
  },
  points: (indices, { denied, deniedLabels, delta, membership, numeric }) => {
    const rows = chosenIndex(indices, 'rows') as tf.Tensor1D;
    const column = (name: string): tf.Tensor => tf.reshape(chosenIndex(indices, name), [rows.shape[0], 1]);
    const actions = tf.gather(delta, rows) as tf.Tensor2D;
    const share = tf.add(tf.mul(numeric, tf.sub(column('rho'), 1)), 1);
    const size = tf.matMul(tf.abs(actions), membership, false, true);
    // Larger than 0 where the feature changes, and the largest of them is the change left out.
    const place = tf.mul(tf.add(chosenIndex(indices, 'order'), 1), tf.cast(tf.greater(size, 0), 'float32'));
    const isLeftOut = tf.logicalAnd(tf.greater(place, 0), tf.equal(place, tf.max(place, 1, true)));
    const leftOut = tf.mul(tf.cast(isLeftOut, 'float32'), column('incomplete'));
    const kept = tf.sub(1, tf.matMul(leftOut as tf.Tensor2D, membership));
    const x = tf.add(tf.gather(denied, rows), tf.mul(actions, tf.mul(share, kept)));
    return { x: x as tf.Tensor2D, labels: tf.gather(deniedLabels, rows) as tf.Tensor1D };
  },
};
