import { DisposedError } from '../errors/disposed-error.ts';
import { LeafError } from '../errors/leaf-error.ts';
import type { NDArray } from '../arrays/ndarray.ts';
import {
  compileModel,
  loadRuntime,
  loadRuntimeKind,
  type Optimization,
  type RuntimeKind,
} from './onnx-runtime.ts';

/** How {@link openModel} runs a file. */
export interface OpenModelOptions {
  /** Engine; default the native library where it loads, else WebAssembly. */
  readonly runtime?: RuntimeKind;
  /** How far the runtime may rewrite the graph; default `'all'`, which is also the runtime's own default. */
  readonly optimization?: Optimization;
  /** Threads of one run, at least 1; default 1. */
  readonly threads?: number;
}

/** An ONNX file that is loaded. */
export interface OpenedModel {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** Which engine runs it, e.g. `onnxruntime-node`. */
  readonly runtime: string;
  /**
   * Runs once, by name.
   *
   * @throws LeafError when an input is missing or unknown.
   * @throws DisposedError after {@link OpenedModel.dispose}.
   */
  run(inputs: Readonly<Record<string, NDArray>>): Promise<Record<string, NDArray>>;
  /** Waits for runs in flight and frees the session. */
  dispose(): Promise<void>;
}

/**
 * Loads an ONNX file, whoever wrote it, and runs it on plain arrays. Inputs and outputs must be float32, int32 or
 * bool: the runtimes cannot hand 2- and 4-bit tensors to JavaScript.
 *
 * @param bytes the whole file.
 * @throws ExecutorError when the engine asked for does not load here.
 */
export async function openModel(
  bytes: Uint8Array,
  { runtime, optimization = 'all', threads = 1 }: OpenModelOptions = {},
): Promise<OpenedModel> {
  const loaded = runtime === undefined ? await loadRuntime() : await loadRuntimeKind(runtime);
  const model = await compileModel(loaded, { bytes }, { threads, optimization });
  const { inputNames, outputNames } = model;
  let disposed = false;
  return {
    inputNames,
    outputNames,
    runtime: loaded.name,
    async run(inputs) {
      if (disposed) throw new DisposedError('openModel: the model was disposed. Open it again.');
      const given = Object.keys(inputs);
      if (given.length !== inputNames.length || !inputNames.every((name) => given.includes(name))) {
        throw new LeafError(
          `openModel: inputs must be named as in the file (expected ${inputNames.join(', ')}, ` +
            `got ${given.join(', ') || 'none'}). Pass each of them once.`,
        );
      }
      const results = await model.run(inputNames.map((name) => inputs[name]!));
      return Object.fromEntries(outputNames.map((name, index) => [name, results[index]!]));
    },
    async dispose() {
      disposed = true;
      await model.dispose();
    },
  };
}
