import type { InferenceSession, Tensor } from 'onnxruntime-common';

import { ExecutorError } from '../errors/executor-error.ts';
import type { NDArray } from '../arrays/ndarray.ts';
import { arrayOfTensor, outputOfTensor } from './array-of-tensor.ts';
import type { ModelInput, ModelOutput } from './model-values.ts';
import { createRunQueue } from './run-queue.ts';
import { tensorOfArray } from './tensor-of-array.ts';
import { valueInfos, type ValueInfo } from './value-info.ts';
import type { EncodedModel } from './encode-model.ts';

/** The part of ONNX Runtime's API that is used; onnxruntime-node, -web and -react-native all have it. */
export interface OnnxRuntime {
  readonly InferenceSession: Pick<typeof InferenceSession, 'create'>;
  readonly Tensor: typeof Tensor;
}

/** Gives the ONNX Runtime to use, for instance `() => import('onnxruntime-web/webgpu')`. */
export type RuntimeFactory = () => Promise<OnnxRuntime>;

/** Where an ONNX Runtime came from. */
export interface LoadedRuntime {
  readonly runtime: OnnxRuntime;
  readonly name: string;
  readonly reason: string;
}

/** How far ONNX Runtime may rewrite a graph before it runs it. */
export type Optimization = 'all' | 'extended' | 'basic' | 'disabled';

/** How a session is made. */
export interface SessionChoices {
  readonly threads: number;
  readonly optimization?: Optimization;
}

/** A compiled graph, ready to run. */
export interface CompiledModel {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** What the file says of them, in the order of `inputNames`. */
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  /**
   * Runs once: arrays in the order of the graph's inputs, read when this is called, to fresh arrays in the order of its
   * outputs.
   *
   * @param outputs names of those that are wanted; default all.
   */
  run(feeds: readonly NDArray[], outputs?: readonly string[]): Promise<NDArray[]>;
  /** Runs once on arrays of any kind; as {@link CompiledModel.run}, with texts and double precision. */
  ask(feeds: readonly ModelInput[], outputs?: readonly string[]): Promise<ModelOutput[]>;
  /** Waits for runs in flight and frees the session. */
  dispose(): Promise<void>;
}

/** The first line of what went wrong. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.split('\n')[0]! : String(error);
}

/** An imported CommonJS package has its exports on the module or on its default, depending on the loader. */
type Imported = OnnxRuntime & { readonly default?: OnnxRuntime };

function unwrap(module: Imported): OnnxRuntime {
  return module.default ?? module;
}

/** The engines of ONNX Runtime: its native library (Node only) or WebAssembly (anywhere). */
export type RuntimeKind = 'native' | 'wasm';

async function importRuntime(kind: RuntimeKind): Promise<OnnxRuntime> {
  return unwrap(kind === 'native' ? await import('#onnxruntime') : await import('onnxruntime-web'));
}

function isNode(): boolean {
  return typeof process === 'object' && typeof process.getBuiltinModule === 'function';
}

/**
 * Loads one engine by name, whatever the other does.
 *
 * @throws ExecutorError when it does not load here.
 */
export async function loadRuntimeKind(kind: RuntimeKind): Promise<LoadedRuntime> {
  const name = kind === 'native' ? 'onnxruntime-node' : 'onnxruntime-web';
  try {
    return { runtime: await importRuntime(kind), name, reason: 'asked for by name' };
  } catch (error) {
    throw new ExecutorError(
      `openModel: ${name} must load (got: ${messageOf(error)}). Choose the other engine.`,
      {
        cause: error,
      },
    );
  }
}

async function load(): Promise<LoadedRuntime> {
  if (!isNode())
    return { runtime: await importRuntime('wasm'), name: 'onnxruntime-web', reason: 'outside Node' };
  let failure: string;
  try {
    const runtime = await importRuntime('native');
    return { runtime, name: 'onnxruntime-node', reason: 'its native library loaded' };
  } catch (error) {
    failure = messageOf(error);
  }
  try {
    const reason = `the native library of onnxruntime-node did not load: ${failure}`;
    return { runtime: await importRuntime('wasm'), name: 'onnxruntime-web', reason };
  } catch (error) {
    throw new ExecutorError(
      `jit: an ONNX Runtime must load (onnxruntime-node: ${failure}; onnxruntime-web: ${messageOf(error)}). ` +
        "Reinstall the dependencies, or use { executor: 'eager' }.",
    );
  }
}

let loading: Promise<LoadedRuntime> | undefined;
let loaded: LoadedRuntime | undefined;

/**
 * The ONNX Runtime to compile with: the one a factory gives, else, loaded once, the native library in Node and
 * WebAssembly elsewhere or where the native library does not load.
 *
 * @throws ExecutorError when neither loads.
 */
export async function loadRuntime(factory?: RuntimeFactory): Promise<LoadedRuntime> {
  if (factory !== undefined) {
    loaded = { runtime: unwrap(await factory()), name: 'ONNX Runtime', reason: 'given as an option' };
    return loaded;
  }
  loading ??= load();
  try {
    loaded = await loading;
    return loaded;
  } catch (error) {
    loading = undefined;
    throw error;
  }
}

/** The runtime `loadRuntime` gave last, if it has run. */
export function loadedRuntime(): LoadedRuntime | undefined {
  return loaded;
}

/** Creates a session for a model. Runs are queued one after another: not every runtime lets them overlap. */
export async function compileModel(
  { runtime }: LoadedRuntime,
  model: Pick<EncodedModel, 'bytes'> & Partial<EncodedModel>,
  { threads, optimization = 'all' }: SessionChoices,
): Promise<CompiledModel> {
  const session = await runtime.InferenceSession.create(model.bytes, {
    executionMode: 'sequential',
    graphOptimizationLevel: optimization,
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    enableCpuMemArena: true,
    enableMemPattern: true,
    // An error is thrown, with what would be printed.
    logSeverityLevel: 4,
  });
  const { inputNames = session.inputNames, outputNames = session.outputNames } = model;
  const [inputs, outputs] = [valueInfos(session.inputMetadata), valueInfos(session.outputMetadata)];
  const declared = new Map(inputs.map(({ name, type }) => [name, type ?? undefined]));
  const queue = createRunQueue();
  const runBy = async <Output>(
    read: (tensor: Tensor, name: string) => Output,
    feeds: readonly ModelInput[],
    wanted: readonly string[],
  ): Promise<Output[]> => {
    const results = await queue.run(feeds, (given) => {
      const tensors: Record<string, Tensor> = {};
      given.forEach((feed, i) => {
        const name = inputNames[i]!;
        tensors[name] = tensorOfArray(runtime.Tensor, feed, declared.get(name), name);
      });
      return session.run(tensors, wanted);
    });
    return wanted.map((name) => read(results[name] as Tensor, name));
  };
  return {
    inputNames,
    outputNames,
    inputs,
    outputs,
    run: (feeds, wanted = outputNames) => runBy(arrayOfTensor, feeds, wanted),
    ask: (feeds, wanted = outputNames) => runBy(outputOfTensor, feeds, wanted),
    dispose: () => queue.afterwards(() => session.release()),
  };
}
