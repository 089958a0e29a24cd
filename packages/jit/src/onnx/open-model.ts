import { DisposedError } from '../errors/disposed-error.ts';
import { ExecutorError } from '../errors/executor-error.ts';
import { LeafError } from '../errors/leaf-error.ts';
import type { NDArray } from '../arrays/ndarray.ts';
import { compileModel, type CompiledModel, type Optimization } from './compile-model.ts';
import { loadRuntime, loadRuntimeKind, messageOf, type RuntimeKind } from './onnx-runtime.ts';
import { asyncDispose } from '../scope/async-dispose.ts';
import type { ModelInput, ModelOutput } from './model-values.ts';
import type { ValueInfo } from './value-info.ts';

/** How {@link openModel} runs a file. */
export interface OpenModelOptions {
  /** Engine; default the native library where it loads, else WebAssembly. */
  readonly runtime?: RuntimeKind | undefined;
  /** How far the runtime may rewrite the graph; default `'all'`, which is also the runtime's own default. */
  readonly optimization?: Optimization | undefined;
  /** Threads of one run, at least 1; default 1. */
  readonly threads?: number | undefined;
}

/** What is wanted of one run. */
export interface RunModelOptions {
  /** Names of the outputs that are wanted, at least one; default all. Only these need be numbers. */
  readonly outputs?: readonly string[] | undefined;
}

/** An ONNX file that is loaded. It holds native memory until it is disposed. */
export interface OpenedModel extends AsyncDisposable {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** What the file says of its inputs: type and shape. */
  readonly inputs: readonly ValueInfo[];
  /** What the file says of its outputs. */
  readonly outputs: readonly ValueInfo[];
  /** Which engine runs it, e.g. `onnxruntime-node`. */
  readonly runtime: string;
  /**
   * Runs once, by name. Inputs are converted to the type that the file declares. Of the outputs float32, int32 and bool
   * are handed out as they are, float64 and float16 as float32, all other whole numbers as int32.
   *
   * @throws LeafError when an input is missing or unknown, or the type of the file does not hold its numbers; when an
   *   output that is wanted is unknown, text, a sequence, a map or of 2 or 4 bits, or int32 does not hold its numbers.
   * @throws DisposedError after {@link OpenedModel.dispose}.
   */
  run(inputs: Readonly<Record<string, NDArray>>, options?: RunModelOptions): Promise<Record<string, NDArray>>;
  /**
   * Runs once as {@link OpenedModel.run} does, on files that take or give texts or double precision: a file may have
   * columns of words, and answer with a word.
   *
   * @throws LeafError and DisposedError as {@link OpenedModel.run}, but for text.
   */
  ask(
    inputs: Readonly<Record<string, ModelInput>>,
    options?: RunModelOptions,
  ): Promise<Record<string, ModelOutput>>;
  /** Waits for runs in flight and frees the session. */
  dispose(): Promise<void>;
}

/** Types of outputs that the engines can hand to JavaScript, as they call them. */
const readable = new Set([
  ...['float32', 'float64', 'float16', 'bool'],
  ...['int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32', 'int64', 'uint64'],
]);

/** Checked before the run: an engine may end the whole process over an output of 2 or 4 bits. */
function checkOutputs(outputs: readonly ValueInfo[], wanted: readonly string[], texts: boolean): void {
  const names = outputs.map(({ name }) => name);
  if (wanted.length === 0 || !wanted.every((name) => names.includes(name))) {
    throw new LeafError(
      `openModel: outputs must be named as in the file (expected of ${names.join(', ')}, ` +
        `got ${wanted.join(', ') || 'none'}). Name at least one.`,
    );
  }
  const isReadable = (type: string | null) =>
    type !== null && (readable.has(type) || (texts && type === 'string'));
  const stray = outputs.find(({ name, type }) => wanted.includes(name) && !isReadable(type));
  if (stray === undefined) return;
  const others = outputs.flatMap(({ name, type }) => (isReadable(type) ? [name] : []));
  throw new LeafError(
    `openModel: outputs are arrays of numbers (expected float, int or bool, got ${stray.type ?? 'a sequence or map'} ` +
      `for "${stray.name}"). ` +
      (others.length > 0
        ? `Ask for others with { outputs }: ${others.join(', ')}.`
        : 'Write the file with another output.'),
  );
}

/**
 * Loads an ONNX file, whoever wrote it, and runs it on plain arrays.
 *
 * @param bytes the whole file.
 * @throws ExecutorError when the engine asked for does not load here, or cannot read the file.
 */
export async function openModel(
  bytes: Uint8Array,
  { runtime, optimization = 'all', threads = 1 }: OpenModelOptions = {},
): Promise<OpenedModel> {
  const loaded = runtime === undefined ? await loadRuntime() : await loadRuntimeKind(runtime);
  let model: CompiledModel;
  try {
    model = await compileModel(loaded, { bytes }, { threads, optimization });
  } catch (error) {
    throw new ExecutorError(
      `openModel: ${loaded.name} must read the file (got: ${messageOf(error)}). Is it a whole ONNX file, of operators it has?`,
      { cause: error },
    );
  }
  const { inputNames, outputNames, inputs, outputs } = model;
  let disposed = false;
  const dispose = async (): Promise<void> => {
    if (disposed) return;
    disposed = true;
    await model.dispose();
  };
  const check = (given: Readonly<Record<string, unknown>>, wanted: readonly string[], texts: boolean) => {
    if (disposed) throw new DisposedError('openModel: the model was disposed. Open it again.');
    const names = Object.keys(given);
    if (names.length !== inputNames.length || !inputNames.every((name) => names.includes(name))) {
      throw new LeafError(
        `openModel: inputs must be named as in the file (expected ${inputNames.join(', ')}, ` +
          `got ${names.join(', ') || 'none'}). Pass each of them once.`,
      );
    }
    checkOutputs(outputs, wanted, texts);
  };
  return {
    inputNames,
    outputNames,
    inputs,
    outputs,
    runtime: loaded.name,
    async run(given, { outputs: wanted = outputNames } = {}) {
      check(given, wanted, false);
      return named(wanted, await model.run(inOrder(given, inputNames), wanted));
    },
    async ask(given, { outputs: wanted = outputNames } = {}) {
      check(given, wanted, true);
      return named(wanted, await model.ask(inOrder(given, inputNames), wanted));
    },
    dispose,
    [asyncDispose]: dispose,
  };
}

function inOrder<Value>(given: Readonly<Record<string, Value>>, names: readonly string[]): Value[] {
  return names.map((name) => given[name]!);
}

function named<Value>(names: readonly string[], values: readonly Value[]): Record<string, Value> {
  return Object.fromEntries(names.map((name, index) => [name, values[index]!]));
}
