import * as tf from '@tensorflow/tfjs-core';

import { dtypeOf, typedArrayOf } from '../arrays/dtype.ts';
import { flagsOf } from '../arrays/flags.ts';
import { LeafError } from '../errors/leaf-error.ts';
import type { NDArray } from '../arrays/ndarray.ts';
import { callSynchronously } from '../trace/call-synchronously.ts';
import { releaseTape } from '../trace/outside-tape.ts';
import { flattenTensors, unflattenTree, type FlatTree, type TreeStructure } from '../tree/flatten.ts';
import { loadCpuBackend, prepareEager } from './prepare-eager.ts';
import { quietly } from './quietly.ts';

interface Result {
  readonly leaves: NDArray[];
  readonly structure: TreeStructure;
}

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

let running = false;

/** Whether a function is being run eagerly: TF.js is synchronous while it is. */
export function isRunningEagerly(): boolean {
  return running;
}

/** Runs on the active backend. Synchronous, so nothing can switch the backend or the tape in between. */
function runNow(fn: (...args: never[]) => unknown, args: FlatTree<NDArray>): Result {
  const { state } = tf.engine();
  const tape: unknown = state.activeTape;
  let result: Result | undefined;
  running = true;
  try {
    tf.tidy(() => {
      const tensors = args.leaves.map(({ data, shape }) => {
        const dtype = dtypeOf(data);
        return tf.tensor(dtype === 'bool' ? flagsOf(data) : data, [...shape], dtype);
      });
      const flat = flattenTensors(
        callSynchronously(fn, unflattenTree(args.structure, tensors) as unknown[]),
        'result',
      );
      result = {
        leaves: flat.leaves.map((leaf, i) => toArray(leaf, flat.paths[i]!)),
        structure: flat.structure,
      };
    });
  } catch (error) {
    if (state.activeTape !== tape) releaseTape();
    Object.assign(state, { activeTape: tape });
    throw error;
  } finally {
    running = false;
  }
  if (result === undefined) throw new LeafError('internal: the function produced no result.');
  return result;
}

/** TF.js's own message for a kernel the active backend lacks. */
function lacksKernel(error: unknown): boolean {
  return error instanceof Error && /Kernel '\w+' not registered for backend '(?!cpu)/.test(error.message);
}

/**
 * Runs a function of tensors on TF.js, arrays in and fresh arrays out. Where the active backend lacks a kernel
 * (the wasm backend lacks a few of convolution and gather gradients) the call is repeated on the cpu backend.
 */
export async function runEager(fn: (...args: never[]) => unknown, args: FlatTree<NDArray>): Promise<Result> {
  await prepareEager();
  try {
    return runNow(fn, args);
  } catch (error) {
    if (!lacksKernel(error)) throw error;
  }
  await loadCpuBackend();
  const active = tf.getBackend();
  void tf.setBackend('cpu');
  try {
    quietly(() => tf.scalar(0).dispose());
    return runNow(fn, args);
  } finally {
    void tf.setBackend(active);
  }
}
