import { dtypeOf } from './arrays/dtype.ts';
import { runEager } from './eager/run-eager.ts';
import { DisposedError } from './errors/disposed-error.ts';
import { ExecutorError } from './errors/executor-error.ts';
import { JitError } from './errors/jit-error.ts';
import { StructureError } from './errors/structure-error.ts';
import { sizeOf } from './arrays/size-of.ts';
import type { NDArray } from './arrays/ndarray.ts';
import { compileFunction, type CompiledFunction } from './onnx/compile-function.ts';
import type { RuntimeFactory } from './onnx/onnx-runtime.ts';
import { copyOfInput } from './onnx/copy-of-input.ts';
import { liveSessions } from './onnx/live-sessions.ts';
import { assertOutside } from './trace/assert-outside.ts';
import { flattenArrays, structureText, unflattenTree, type FlatTree } from './tree/flatten.ts';
import type { AsArrays, TensorTreeOf } from './tree/types.ts';

/** Engines a jitted function can run on. */
export type Executor = 'onnx' | 'eager';

/** Options of `jit`. */
export interface JitOptions {
  /** `onnx` traces and compiles; `eager` runs TF.js directly. Default `onnx`. */
  readonly executor?: Executor;
  /** Threads inside one operation, a whole number from 1. Default 1. Only for `onnx`. */
  readonly threads?: number;
  /** The ONNX Runtime to use. Default: onnxruntime-node in Node, onnxruntime-web elsewhere. */
  readonly runtime?: RuntimeFactory;
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

const executors: readonly string[] = ['onnx', 'eager'] satisfies Executor[];
const knownOptions = ['executor', 'threads', 'runtime', 'name'];

function assertOptions(options: JitOptions): void {
  for (const key of Object.keys(options)) {
    if (!knownOptions.includes(key)) {
      throw new JitError(
        `jit: unknown option '${key}' (expected one of ${knownOptions.join(', ')}). Remove it.`,
      );
    }
  }
  const { executor, threads } = options;
  if (executor !== undefined && !executors.includes(executor)) {
    throw new JitError(
      `jit: executor is one of ${executors.join(', ')} (got ${executor}). Name one of them.`,
    );
  }
  if (threads !== undefined && (!Number.isInteger(threads) || threads < 1)) {
    throw new JitError(`jit: threads is a whole number from 1 (got ${threads}). Pass such a number.`);
  }
}

function assertFilled(args: FlatTree<NDArray>): void {
  args.leaves.forEach(({ data, shape }, i) => {
    if (data.length === sizeOf(shape)) return;
    throw new StructureError(
      `jit: an array fills its shape (expected ${sizeOf(shape)} values for [${shape.join(', ')}] at ` +
        `${args.paths[i]}, got ${data.length}). Make arrays with ndarray(), which checks.`,
    );
  });
}

/** One text per combination of nesting, shapes and dtypes: what a compiled graph is good for. */
function signatureOf(args: FlatTree<NDArray>): string {
  const types = args.leaves.map(({ data, shape }) => `${dtypeOf(data)}[${shape.join(',')}]`);
  return `${structureText(args.structure)} ${types.join(' ')}`;
}

/**
 * Compiles a function of tensors.
 *
 * The function runs once per signature (nesting, shapes and dtypes of the arguments) to record an ONNX graph,
 * gradients included; every call with that signature then runs the compiled graph in ONNX Runtime.
 *
 * @param fn A pure function written with TF.js ops; arguments and result are tensors or nested lists and
 *   records of tensors. It must not depend on anything that changes between calls: pass that as an argument.
 * @param options See `JitOptions`.
 * @returns The function on NDArrays, asynchronous, with `dispose()`. Results are fresh arrays; arguments are read
 *   when the function is called, never kept or changed.
 * @throws JitError for unknown or malformed options. Calls reject with a subclass of `JitError` that says
 *   which rule was broken.
 */
export function jit<Args extends readonly unknown[] & TensorTreeOf<Args>, Out extends TensorTreeOf<Out>>(
  fn: (...args: Args) => Out,
  options: JitOptions = {},
): Jitted<Args, Out> {
  assertOptions(options);
  const { executor = 'onnx', threads = 1, runtime, name = fn.name || 'anonymous function' } = options;
  const sessions = liveSessions();
  let disposed = false;

  const lookUp = (args: FlatTree<NDArray>): CompiledFunction | Promise<CompiledFunction> =>
    sessions.get(signatureOf(args), () => {
      const types = args.leaves.map(({ data, shape }) => ({ dtype: dtypeOf(data), shape: [...shape] }));
      return compileFunction(fn, types, args.structure, { name, threads, runtime });
    });

  const run = async (compiled: CompiledFunction, leaves: readonly NDArray[]): Promise<unknown> => {
    const results = await compiled.run(leaves).catch((error: unknown) => {
      throw new ExecutorError(
        `jit: '${name}' failed while running (${String(error)}). An index out of range is the usual cause: check ` +
          'the integers passed to gather, scatter and the like. A negative one is told as 2147483647.',
        { cause: error },
      );
    });
    return unflattenTree(compiled.structure, results);
  };

  const runOutside = async (args: unknown[]): Promise<unknown> => {
    if (disposed) {
      throw new DisposedError(
        `jit: '${name}' was disposed (expected a live function). Create it again with jit().`,
      );
    }
    const flat = flattenArrays(args, 'arguments');
    assertFilled(flat);
    if (executor === 'eager') {
      const { leaves, structure } = await runEager(fn, { ...flat, leaves: flat.leaves.map(copyOfInput) });
      return unflattenTree(structure, leaves);
    }
    const found = lookUp(flat);
    if (!(found instanceof Promise)) return run(found, flat.leaves);
    // It runs when it is compiled, on what the arguments are now.
    const leaves = flat.leaves.map(copyOfInput);
    return run(await found, leaves);
  };

  const call = (...args: unknown[]): Promise<unknown> => {
    // Thrown, not rejected: a traced function is synchronous, and nobody would wait for the promise.
    assertOutside(name);
    return runOutside(args);
  };

  const dispose = async (): Promise<void> => {
    disposed = true;
    await sessions.dispose();
  };

  return Object.assign(call, { dispose }) as Jitted<Args, Out>;
}
