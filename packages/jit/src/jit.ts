import { dtypeOf } from './dtype.ts';
import { prepareEager } from './eager/prepare-eager.ts';
import { runEager } from './eager/run-eager.ts';
import { DisposedError, JitError } from './errors.ts';
import { flattenArrays, unflattenTree } from './tree/flatten.ts';
import type { AsArrays, TensorTree } from './tree/types.ts';

/** Engines a jitted function can run on. */
export type Executor = 'onnx' | 'eager';

/** Options of `jit`. */
export interface JitOptions {
  /** `onnx` traces and compiles; `eager` runs TF.js directly. */
  readonly executor?: Executor;
  /** Threads inside one operation, a whole number from 1. Default 1. Only for `onnx`. */
  readonly threads?: number;
  /** Name in error messages. Default: the name of the function. */
  readonly name?: string;
}

/** The argument list of a jitted function, tensors replaced by NDArrays. */
export type ArrayArguments<Args extends readonly unknown[]> = { [K in keyof Args]: AsArrays<Args[K]> };

/** A compiled function: nested NDArrays in, a promise of nested NDArrays out. */
export interface Jitted<Args extends readonly unknown[], Out> {
  (...args: ArrayArguments<Args>): Promise<AsArrays<Out>>;
  /** Releases what was compiled. Calls in flight finish; later calls throw `DisposedError`. Safe to repeat. */
  dispose(): Promise<void>;
}

const KNOWN_OPTIONS = ['executor', 'threads', 'name'];

function assertOptions(options: JitOptions): void {
  for (const key of Object.keys(options)) {
    if (!KNOWN_OPTIONS.includes(key)) {
      throw new JitError(
        `jit: unknown option '${key}' (expected one of ${KNOWN_OPTIONS.join(', ')}). Remove it.`,
      );
    }
  }
  const { executor, threads } = options;
  if (executor !== undefined && executor !== 'onnx' && executor !== 'eager') {
    throw new JitError(`jit: executor is 'onnx' or 'eager' (got '${String(executor)}'). Name one of them.`);
  }
  if (threads !== undefined && (!Number.isInteger(threads) || threads < 1)) {
    throw new JitError(`jit: threads is a whole number from 1 (got ${threads}). Pass such a number.`);
  }
}

/**
 * Compiles a function of tensors.
 *
 * @param fn A pure function written with TF.js ops; arguments and result are tensors or nested lists and
 *   records of tensors. It must not depend on anything that changes between calls: pass that as an argument.
 * @param options See `JitOptions`.
 * @returns The function on NDArrays, asynchronous, with `dispose()`.
 * @throws {JitError} For unknown or malformed options.
 */
export function jit<Args extends readonly TensorTree[], Out extends TensorTree>(
  fn: (...args: Args) => Out,
  options: JitOptions = {},
): Jitted<Args, Out> {
  assertOptions(options);
  const name = options.name ?? (fn.name || 'anonymous function');
  let disposed = false;

  const call = async (...args: unknown[]): Promise<unknown> => {
    if (disposed) {
      throw new DisposedError(
        `jit: '${name}' was disposed (expected a live function). Create it again with jit().`,
      );
    }
    const flat = flattenArrays(args, 'arguments');
    flat.leaves.forEach(({ data }) => dtypeOf(data));
    await prepareEager();
    const { leaves, structure } = runEager(fn, flat);
    return unflattenTree(structure, leaves);
  };
  const dispose = (): Promise<void> => {
    disposed = true;
    return Promise.resolve();
  };
  return Object.assign(call, { dispose }) as Jitted<Args, Out>;
}
