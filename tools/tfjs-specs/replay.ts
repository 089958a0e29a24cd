import * as tf from '@tensorflow/tfjs-core';
import { jit, scan, type NDArray } from '@cfq/jit';

import { mapInput, type KernelInput } from './kernel-input.ts';

/** A tensor made by a spec, or by TF.js while it runs an op. */
export interface Leaf {
  readonly kind: 'leaf';
  readonly values: tf.BackendValues;
  readonly shape: readonly number[];
  readonly dtype: tf.DataType;
  /** Whether an op made it, such as the 1 of `tf.add(x, 1)`: a constant of the traced function, not an argument. */
  readonly constant: boolean;
}

/** One call of a kernel. */
export interface KernelCall {
  readonly kernel: string;
  readonly inputs: KernelInput<Source>;
  readonly attrs: tf.NamedAttrMap | undefined;
}

/** One result of a kernel call. */
export interface Result {
  readonly kind: 'result';
  readonly call: KernelCall;
  readonly index: number;
  /** What TF.js's cpu backend computed. */
  readonly values: tf.BackendValues;
  readonly shape: readonly number[];
  readonly dtype: tf.DataType;
}

/** Where the values of a tensor come from. */
export type Source = Leaf | Result;

/** The sources a call reads. */
export function inputsOf(call: KernelCall): Source[] {
  const sources: Source[] = [];
  mapInput(call.inputs, (source) => sources.push(source));
  return sources;
}

/** Calls and leaves behind some results, every call after those it depends on. */
function programOf(results: readonly Result[]): { calls: KernelCall[]; leaves: Leaf[] } {
  const calls: KernelCall[] = [];
  const leaves = new Set<Leaf>();
  const seen = new Set<KernelCall>();
  // Not by recursion: an optimizer that took a thousand steps is a deep program.
  const stack = results.map(({ call }) => ({ call, done: false }));
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { call, done } = top;
    if (done) {
      calls.push(call);
      continue;
    }
    if (seen.has(call)) continue;
    seen.add(call);
    stack.push({ call, done: true });
    for (const input of inputsOf(call)) {
      if (input.kind === 'leaf') leaves.add(input);
      else stack.push({ call: input.call, done: false });
    }
  }
  return { calls, leaves: [...leaves] };
}

function arrayOf({ values, shape, dtype }: Leaf): NDArray {
  const numbers = values as ArrayLike<number>;
  if (dtype === 'int32') return { data: Int32Array.from(numbers), shape };
  if (dtype === 'bool') return { data: Uint8Array.from(numbers), shape };
  return { data: Float32Array.from(numbers), shape };
}

/** Dtypes an argument of a jitted function can have; other tensors stay in the function, for `jit` to refuse. */
const passed: readonly tf.DataType[] = ['float32', 'int32', 'bool'];

function runCall(call: KernelCall, tensorOf: (source: Source) => tf.Tensor): readonly tf.Tensor[] {
  const inputs = mapInput(call.inputs, tensorOf) as tf.NamedTensorMap;
  const made: tf.Tensor | tf.Tensor[] = tf.engine().runKernel(call.kernel, inputs, call.attrs ?? {});
  return Array.isArray(made) ? made : [made];
}

/** How the calls of a spec become a jitted function. */
export interface ReplayOptions {
  /**
   * `arguments`: tensors of the spec are its arguments. `constants`: they are made inside of it, so that all of it may
   * be computed when compiling. `loop`: its arguments are the carry of a `scan`, whose body makes the calls.
   */
  readonly way: 'arguments' | 'constants' | 'loop';
  /** The ONNX Runtime that runs it: the native library or WebAssembly. */
  readonly runtime: 'native' | 'wasm';
}

/** Three, so that a loop enters its body from the outside, from itself, and leaves it. */
const steps = 3;

/** Runs a function as the body of a loop and gives what the last step made. */
function inLoop(fn: (args: tf.Tensor[]) => tf.Tensor[], args: tf.Tensor[]): tf.Tensor[] {
  const [, made] = scan((carry: tf.Tensor[]) => [carry, fn(carry)], args, null, { length: steps });
  return made.map((all) => tf.unstack(all)[steps - 1]!);
}

/**
 * Computes results of a spec by a jitted function that calls the same kernels.
 *
 * @returns One array a result.
 */
export async function replay(
  results: readonly Result[],
  { way, runtime }: ReplayOptions,
): Promise<NDArray[]> {
  const { calls, leaves } = programOf(results);
  const given =
    way === 'constants' ? [] : leaves.filter(({ constant, dtype }) => !constant && passed.includes(dtype));
  const spec = (args: tf.Tensor[]): tf.Tensor[] => {
    const tensors = new Map<Leaf, tf.Tensor>(given.map((leaf, i) => [leaf, args[i]!]));
    const outputs = new Map<KernelCall, readonly tf.Tensor[]>();
    const tensorOf = (source: Source): tf.Tensor => {
      if (source.kind === 'result') return outputs.get(source.call)![source.index]!;
      let tensor = tensors.get(source);
      if (tensor === undefined) {
        tensor = tf.tensor(source.values, [...source.shape], source.dtype);
        tensors.set(source, tensor);
      }
      return tensor;
    };
    for (const call of calls) outputs.set(call, runCall(call, tensorOf));
    return results.map(tensorOf);
  };
  const jitted = jit((args: tf.Tensor[]) => (way === 'loop' ? inLoop(spec, args) : spec(args)), {
    name: 'spec',
    ...(runtime === 'wasm' ? { runtime: () => import('onnxruntime-web') } : {}),
  });
  try {
    return await jitted(given.map(arrayOf));
  } finally {
    await jitted.dispose();
  }
}
