import { dtypeOf } from './arrays/dtype.ts';
import { runEager } from './eager/run-eager.ts';
import { DisposedError } from './errors/disposed-error.ts';
import { ExecutorError } from './errors/executor-error.ts';
import { JitError } from './errors/jit-error.ts';
import { StructureError } from './errors/structure-error.ts';
import { TraceError } from './errors/trace-error.ts';
import { sizeOf } from './arrays/size-of.ts';
import type { NDArray } from './arrays/ndarray.ts';
import { compileFunction, type CompiledFunction } from './onnx/compile-function.ts';
import type { RuntimeFactory } from './onnx/onnx-runtime.ts';
import { isTracing } from './trace/trace.ts';
import { flattenArrays, structureText, unflattenTree, type FlatTree } from './tree/flatten.ts';
import type { AsArrays, TensorTree } from './tree/types.ts';

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
 * @returns The function on NDArrays, asynchronous, with `dispose()`. Results are fresh arrays; arguments are
 *   read, never kept or changed.
 * @throws JitError for unknown or malformed options. Calls reject with a subclass of `JitError` that says
 *   which rule was broken.
 */
export function jit<Args extends readonly TensorTree[], Out extends TensorTree>(
  fn: (...args: Args) => Out,
  options: JitOptions = {},
): Jitted<Args, Out> {
  assertOptions(options);
  const { executor = 'onnx', threads = 1, runtime, name = fn.name || 'anonymous function' } = options;
  const compiled = new Map<string, Promise<CompiledFunction>>();
  let disposed = false;

  const lookUp = (args: FlatTree<NDArray>): Promise<CompiledFunction> => {
    const signature = signatureOf(args);
    const known = compiled.get(signature);
    if (known !== undefined) return known;
    const types = args.leaves.map(({ data, shape }) => ({ dtype: dtypeOf(data), shape: [...shape] }));
    const fresh = compileFunction(fn, types, args.structure, { name, threads, runtime });
    compiled.set(signature, fresh);
    // A failure is reported to the callers that wait for it; the next call may try again.
    fresh.catch(() => compiled.delete(signature));
    return fresh;
  };

  const call = async (...args: unknown[]): Promise<unknown> => {
    if (disposed) {
      throw new DisposedError(
        `jit: '${name}' was disposed (expected a live function). Create it again with jit().`,
      );
    }
    if (isTracing()) {
      throw new TraceError(
        `jit: '${name}' was called while another function is traced (expected a call from outside). ` +
          'Inside a traced function call the plain function it was made from.',
      );
    }
    const flat = flattenArrays(args, 'arguments');
    assertFilled(flat);
    if (executor === 'eager') {
      const { leaves, structure } = await runEager(fn, flat);
      return unflattenTree(structure, leaves);
    }
    const { model, structure } = await lookUp(flat);
    const leaves = await model.run(flat.leaves).catch((error: unknown) => {
      throw new ExecutorError(
        `jit: '${name}' failed while running (${String(error)}). An index out of range is the usual cause: check ` +
          'the integers passed to gather, scatter and the like.',
        { cause: error },
      );
    });
    return unflattenTree(structure, leaves);
  };

  const dispose = async (): Promise<void> => {
    disposed = true;
    const pending = [...compiled.values()];
    compiled.clear();
    const settled = await Promise.allSettled(pending);
    await Promise.all(
      settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value.model.dispose()] : [])),
    );
  };

  return Object.assign(call, { dispose }) as Jitted<Args, Out>;
}
