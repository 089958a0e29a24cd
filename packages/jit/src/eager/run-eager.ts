import * as tf from '@tensorflow/tfjs-core';

import { dtypeOf, typedArrayOf } from '../dtype.ts';
import { LeafError } from '../errors.ts';
import type { NDArray } from '../ndarray.ts';
import { flattenTensors, unflattenTree, type FlatTree } from '../tree/flatten.ts';

function toArray(tensor: tf.Tensor, path: string): NDArray {
  const { dtype } = tensor;
  if (dtype !== 'float32' && dtype !== 'int32' && dtype !== 'bool') {
    throw new LeafError(
      `jit: results are float32, int32 or bool (expected one of them at ${path}, got ${dtype}). ` +
        'Return another tensor.',
    );
  }
  // A copy: some backends hand out the buffer they go on using.
  return {
    data: typedArrayOf(dtype, tensor.dataSync<'float32' | 'int32' | 'bool'>()),
    shape: [...tensor.shape],
  };
}

/**
 * Runs a function of tensors on the active TF.js backend, arrays in and fresh arrays out. Synchronous, so
 * nothing can switch the backend or the tape in between.
 */
export function runEager(
  fn: (...args: never[]) => unknown,
  args: FlatTree<NDArray>,
): { leaves: NDArray[]; structure: FlatTree<NDArray>['structure'] } {
  const call = fn as (...args: unknown[]) => unknown;
  let output: { leaves: NDArray[]; structure: FlatTree<NDArray>['structure'] } | undefined;
  tf.tidy(() => {
    const tensors = args.leaves.map(({ data, shape }) => tf.tensor(data, [...shape], dtypeOf(data)));
    const result = call(...(unflattenTree(args.structure, tensors) as unknown[]));
    const flat = flattenTensors(result, 'result');
    output = {
      leaves: flat.leaves.map((leaf, i) => toArray(leaf, flat.paths[i]!)),
      structure: flat.structure,
    };
  });
  if (output === undefined) throw new LeafError('internal: the function produced no result.');
  return output;
}
