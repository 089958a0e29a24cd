import * as tf from '@tensorflow/tfjs-core';

import { unflattenTree, type TreeStructure } from '../tree/flatten.ts';
import type { ScanPlan } from './scan-plan.ts';

/** One row of a stacked tensor, its leading axis removed. */
function row(stacked: tf.Tensor, step: number): tf.Tensor {
  const [, ...rest] = stacked.shape;
  const begin = [step, ...rest.map(() => 0)];
  return tf.reshape(tf.slice(stacked, begin, [1, ...rest]), rest);
}

/** `scan` as a plain loop on the active TF.js backend; gradients are TF.js's own. */
export function eagerScan({ length, init, xs, step }: ScanPlan): [unknown, unknown] {
  let carry = init.leaves;
  let yStructure: TreeStructure = { kind: 'list', items: [] };
  const columns: tf.Tensor[][] = [];
  for (let t = 0; t < length; t++) {
    const x = xs === null ? [tf.scalar(t, 'int32')] : xs.leaves.map((leaf) => row(leaf, t));
    const result = step(carry, x);
    carry = result.carry;
    yStructure = result.y.structure;
    result.y.leaves.forEach((leaf, i) => (columns[i] ??= []).push(leaf));
  }
  const ys = columns.map((column) => tf.stack(column));
  return [unflattenTree(init.structure, carry), unflattenTree(yStructure, ys)];
}
