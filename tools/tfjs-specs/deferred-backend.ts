import * as tf from '@tensorflow/tfjs-core';
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import type { NDArray } from '@cfq/jit';

import { assertAsOnCpu, typeText } from './assert-as-on-cpu.ts';
import { mapInput } from './kernel-input.ts';
import {
  inputsOf,
  replay,
  type KernelCall,
  type Leaf,
  type ReplayOptions,
  type Result,
  type Source,
} from './replay.ts';

/** Name the backend is registered under. */
export const deferredName = 'jit';

function leafOf(
  values: tf.BackendValues,
  shape: readonly number[],
  dtype: tf.DataType,
  constant: boolean,
): Leaf {
  return { kind: 'leaf', values, shape: [...shape], dtype, constant };
}

/** Whether an op is running, so that a tensor written now is the op's own. */
function insideOp(): boolean {
  return tf.engine().state.scopeStack.some(({ name }) => name.endsWith('__op'));
}

/**
 * TF.js's cpu backend that also remembers how every tensor came about. Shapes, dtypes and what is read at once are
 * the cpu backend's; what is awaited is computed by `jit`, and both must agree.
 */
export class DeferredBackend extends MathBackendCPU {
  /** By values, and by type: clones and reshaped tensors share the values of what they were made from. */
  readonly #sources = new WeakMap<object, Map<string, Source>>();
  readonly #latest = new WeakMap<object, Source>();
  readonly #answers = new WeakMap<Result, Promise<NDArray>>();
  readonly #options: ReplayOptions;
  #made = new Set<Result>();
  #insideKernel = false;

  constructor(options: ReplayOptions) {
    super();
    this.#options = options;
  }

  override write(values: tf.BackendValues, shape: number[], dtype: tf.DataType): object {
    const dataId = super.write(values, shape, dtype);
    if (!this.#insideKernel) this.#remember(dataId, leafOf(values, shape, dtype, insideOp()));
    return dataId;
  }

  override move(
    dataId: object,
    values: tf.BackendValues,
    shape: number[],
    dtype: tf.DataType,
    refCount: number,
  ): void {
    super.move(dataId, values, shape, dtype, refCount);
    this.#remember(dataId, leafOf(values, shape, dtype, insideOp()));
  }

  override async read(dataId: object): Promise<tf.BackendValues> {
    const source = this.#latest.get(dataId);
    if (source?.kind !== 'result') return this.readSync(dataId);
    return (await this.#answer(source)).data;
  }

  /** Runs a kernel of the cpu backend and remembers that it did. */
  run(
    config: tf.KernelConfig,
    { inputs, attrs }: Parameters<tf.KernelFunc>[0],
  ): tf.TensorInfo | tf.TensorInfo[] {
    const outer = this.#insideKernel;
    this.#insideKernel = true;
    try {
      const made = config.kernelFunc({ inputs, attrs: attrs!, backend: this });
      if (outer) return made;
      const call: KernelCall = { kernel: config.kernelName, inputs: this.#sourcesOf(inputs), attrs };
      const results = Array.isArray(made) ? made : [made];
      for (const [index, { dataId, shape, dtype }] of results.entries()) {
        const values = this.readSync(dataId);
        const result: Result = { kind: 'result', call, index, values, shape: [...shape], dtype };
        this.#remember(dataId, result);
        this.#made.add(result);
      }
      return made;
    } finally {
      this.#insideKernel = outer;
    }
  }

  /** Computes by `jit` what was made since the last call and nothing else was computed from. */
  async settle(): Promise<void> {
    const made = this.#made;
    this.#made = new Set();
    const used = new Set<Source>([...made].flatMap(({ call }) => inputsOf(call)));
    for (const result of made) if (!used.has(result)) await this.#answer(result);
  }

  #remember(dataId: object, source: Source): void {
    const known = this.#sources.get(dataId) ?? new Map<string, Source>();
    this.#sources.set(dataId, known.set(typeText(source), source));
    this.#latest.set(dataId, source);
  }

  #sourcesOf(inputs: tf.NamedTensorInfoMap): KernelCall['inputs'] {
    return mapInput<tf.TensorInfo, Source>(inputs, (info) => this.#sourceOf(info));
  }

  #sourceOf({ dataId, shape, dtype }: tf.TensorInfo): Source {
    const known = this.#sources.get(dataId)?.get(typeText({ dtype, shape }));
    // What a spec reshaped without a kernel is an argument.
    return known ?? leafOf(this.readSync(dataId), shape, dtype, false);
  }

  #answer(result: Result): Promise<NDArray> {
    let answer = this.#answers.get(result);
    if (answer === undefined) {
      answer = compute(result, this.#options);
      this.#answers.set(result, answer);
    }
    return answer;
  }
}

async function compute(result: Result, options: ReplayOptions): Promise<NDArray> {
  const [array] = await replay([result], options);
  assertAsOnCpu(array!, result);
  return array!;
}

function asDeferred(backend: unknown): DeferredBackend {
  if (backend instanceof DeferredBackend) return backend;
  throw new TypeError('a kernel of the deferred backend ran on another one.');
}

/** Registers the backend with all kernels of the cpu backend. */
export function registerDeferredBackend(options: ReplayOptions): void {
  tf.registerBackend(deferredName, () => new DeferredBackend(options));
  for (const config of tf.getKernelsForBackend('cpu')) {
    tf.registerKernel({
      ...config,
      backendName: deferredName,
      kernelFunc: (call) => asDeferred(call.backend).run(config, call),
    });
  }
}
