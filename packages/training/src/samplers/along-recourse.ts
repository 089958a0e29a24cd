import { ndarray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import { batchRows } from '../optimizer/batch-rows.ts';
import { chosenIndex } from './chosen-index.ts';
import type { Sampler } from './sampler.ts';

/** Largest `ρ` of the uniform half. */
const longest = 1.5;
/** Standard deviation of the half of `ρ` drawn around the end of the action. */
const spread = 0.15;

/**
 * `x + ρ δ_fp` of denied training rows whose teacher action succeeds; `ρ` half uniform on [0, 1.5], half normal around
 * 1 with standard deviation 0.15. With boundary-tight actions the boundary lies at `ρ = 1`. A category is moved by a
 * fraction too, in encoded space, as near-miss fidelity does.
 */
export const alongRecourse: Sampler = {
  name: 'along-recourse',
  description: "denied training rows moved part of the way along the teacher's action, or past it",
  stream: 'ray',
  needsRecourse: true,
  draw: (stream, { steps, batch }, { denied }) => {
    const uniform = stream.uniform([steps, batch]).data;
    const normal = stream.normal([steps, batch]).data;
    const half = Math.floor(batch / 2);
    const rho = Float32Array.from(uniform, (u, index) =>
      index % batch < half ? longest * u : 1 + spread * normal[index]!,
    );
    return {
      rows: batchRows(stream, { rows: denied, batch, steps }),
      rho: ndarray(rho, [steps, batch]),
    };
  },
  points: (indices, { denied, deniedLabels, delta }) => {
    const rows = chosenIndex(indices, 'rows') as tf.Tensor1D;
    const rho = tf.reshape(chosenIndex(indices, 'rho'), [rows.shape[0], 1]);
    const x = tf.add(tf.gather(denied, rows), tf.mul(tf.gather(delta, rows), rho));
    return { x: x as tf.Tensor2D, labels: tf.gather(deniedLabels, rows) as tf.Tensor1D };
  },
};
