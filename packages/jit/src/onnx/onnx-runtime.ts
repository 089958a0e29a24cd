import type { InferenceSession, Tensor } from 'onnxruntime-common';

import { dtypeOf } from '../dtype.ts';
import { ExecutorError } from '../errors.ts';
import type { NDArray } from '../ndarray.ts';
import type { EncodedModel } from './encode-model.ts';

/** The part of ONNX Runtime's API that is used; onnxruntime-node, -web and -react-native all have it. */
export interface OnnxRuntime {
  readonly InferenceSession: Pick<typeof InferenceSession, 'create'>;
  readonly Tensor: typeof Tensor;
}

/** Where an ONNX Runtime came from. */
export interface LoadedRuntime {
  readonly runtime: OnnxRuntime;
  readonly name: string;
  readonly reason: string;
}

/** A compiled graph, ready to run. */
export interface CompiledModel {
  /** Runs once: arrays in the order of the graph's inputs to fresh arrays in the order of its outputs. */
  run(feeds: readonly NDArray[]): Promise<NDArray[]>;
  /** Waits for runs in flight and frees the session. */
  dispose(): Promise<void>;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.split('\n')[0]! : String(error);
}

async function load(): Promise<LoadedRuntime> {
  const isNode = typeof process !== 'undefined' && process.versions?.node !== undefined;
  if (!isNode) {
    const module: OnnxRuntime & { default?: OnnxRuntime } = await import('onnxruntime-web');
    return { runtime: module.default ?? module, name: 'onnxruntime-web', reason: 'outside Node' };
  }
  let failure: string;
  try {
    const module: OnnxRuntime & { default?: OnnxRuntime } = await import('#onnxruntime');
    return {
      runtime: module.default ?? module,
      name: 'onnxruntime-node',
      reason: 'its native library loaded',
    };
  } catch (error) {
    failure = messageOf(error);
  }
  try {
    const module: OnnxRuntime & { default?: OnnxRuntime } = await import('onnxruntime-web');
    const reason = `the native library of onnxruntime-node did not load: ${failure}`;
    return { runtime: module.default ?? module, name: 'onnxruntime-web', reason };
  } catch (error) {
    throw new ExecutorError(
      `jit: an ONNX Runtime must load (onnxruntime-node: ${failure}; onnxruntime-web: ${messageOf(error)}). ` +
        "Reinstall the dependencies, or use { executor: 'eager' }.",
    );
  }
}

let loading: Promise<LoadedRuntime> | undefined;
let loaded: LoadedRuntime | undefined;

/** Loads ONNX Runtime once: the native library in Node, WebAssembly elsewhere or where that fails. */
export async function loadRuntime(): Promise<LoadedRuntime> {
  loading ??= load();
  try {
    loaded = await loading;
    return loaded;
  } catch (error) {
    loading = undefined;
    throw error;
  }
}

/** The runtime `loadRuntime` settled on, if it has run. */
export function loadedRuntime(): LoadedRuntime | undefined {
  return loaded;
}

function toArray(tensor: Tensor): NDArray {
  const { data, dims } = tensor;
  if (data instanceof Float32Array || data instanceof Int32Array || data instanceof Uint8Array) {
    return { data, shape: dims };
  }
  throw new ExecutorError(`internal: ONNX Runtime returned a tensor of type ${tensor.type}.`);
}

/** Creates a session for a model. Runs are queued one after another: not every runtime lets them overlap. */
export async function compileModel(
  { runtime }: LoadedRuntime,
  model: EncodedModel,
  threads: number,
): Promise<CompiledModel> {
  const session = await runtime.InferenceSession.create(model.bytes, {
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    enableCpuMemArena: true,
    enableMemPattern: true,
    logSeverityLevel: 3,
  });
  let last: Promise<unknown> = Promise.resolve();
  const enqueue = <T>(task: () => Promise<T>): Promise<T> => {
    const result = last.then(task);
    // The queue goes on after a failure; the failure belongs to its own caller.
    last = result.catch(() => undefined);
    return result;
  };
  return {
    run: (feeds) =>
      enqueue(async () => {
        const tensors: Record<string, Tensor> = {};
        feeds.forEach(({ data, shape }, i) => {
          tensors[model.inputNames[i]!] = new runtime.Tensor(dtypeOf(data), data, shape);
        });
        const results = await session.run(tensors);
        return model.outputNames.map((name) => toArray(results[name] as Tensor));
      }),
    dispose: () => enqueue(() => session.release()),
  };
}
