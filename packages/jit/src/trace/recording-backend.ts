import * as tf from '@tensorflow/tfjs-core';

import { TraceError } from '../errors/trace-error.ts';
import { GraphBuilder, type ValueIds } from '../graph/graph-builder.ts';
import { flagsOf } from '../arrays/flags.ts';
import { sizeOf } from '../arrays/size-of.ts';
import type { ConstantData, Value } from '../graph/types.ts';
import { atCallSite } from './call-site.ts';

/** A graph under construction: the function itself, or the body of a scan inside it. */
export interface Frame {
  readonly g: GraphBuilder;
  /** Tensors of enclosing frames that operations of this frame used, by tensor id. */
  readonly captured: Map<number, tf.Tensor>;
}

interface Entry {
  readonly value: Value;
  readonly frame: Frame;
}

/** Scopes TF.js opens around its ops that draw random numbers in JavaScript; the suffix tells them from a user's. */
const randomScopes = /^(random|truncatedNormal|rand_|dropout|multinomial).*__op$/;

function constantData(values: tf.BackendValues, dtype: tf.DataType): ConstantData {
  const numbers = values as ArrayLike<number>;
  if (dtype === 'float32') return values instanceof Float32Array ? values : Float32Array.from(numbers);
  if (dtype === 'int32') return values instanceof Int32Array ? values : Int32Array.from(numbers);
  if (dtype === 'bool') return flagsOf(numbers);
  throw new TraceError(
    `jit: a traced function works on float32, int32 and bool (got ${dtype}). Convert outside.${atCallSite()}`,
  );
}

/**
 * A TF.js backend that computes nothing: every kernel call becomes nodes of a graph, every tensor stands for
 * a value of it. One instance lives for one trace.
 */
export class RecordingBackend extends tf.KernelBackend {
  readonly #ids: ValueIds = { next: 0 };
  readonly #frames: Frame[] = [];
  readonly #entries = new WeakMap<object, Entry>();
  readonly #zeros = new WeakSet();
  readonly #held: tf.Tensor[] = [];
  #dataIds = 0;
  #refusal: Error | undefined;

  /** The innermost graph under construction. */
  get frame(): Frame {
    const frame = this.#frames[this.#frames.length - 1];
    if (frame === undefined) throw new TraceError('internal: nothing is being traced.');
    return frame;
  }

  /** Records into a new frame while `fn` runs. */
  within<T>(fn: (frame: Frame) => T): T {
    const frame: Frame = { g: new GraphBuilder(this.#ids), captured: new Map() };
    this.#frames.push(frame);
    try {
      return fn(frame);
    } finally {
      this.#frames.pop();
    }
  }

  /** A handle for a value of the current frame, as kernels return it. */
  info(value: Value, dtype: tf.DataType = tfDtype(value)): tf.TensorInfo {
    const dataId = {};
    this.#entries.set(dataId, { value, frame: this.frame });
    this.#dataIds++;
    return { dataId, shape: [...value.shape], dtype };
  }

  /** A tensor for a value of the current frame. */
  tensor(value: Value): tf.Tensor {
    const { dataId, shape, dtype } = this.info(value);
    return tf.engine().makeTensorFromTensorInfo({ dataId, shape, dtype }, this);
  }

  /** The value a tensor stands for. A tensor made outside the trace becomes a constant. */
  valueFor(tensor: tf.TensorInfo): Value {
    const entry = this.#entries.get(tensor.dataId);
    if (entry === undefined) {
      const data = constantData(tf.engine().readSync(tensor.dataId), tensor.dtype);
      return this.frame.g.constant(tfDtype(tensor), data.slice(), tensor.shape);
    }
    const { value, frame: home } = entry;
    const depth = this.#frames.indexOf(home);
    if (depth === -1) return this.#leaked(value);
    if (value.data === undefined && tensor instanceof tf.Tensor) {
      // Frames between the tensor's own and the current one see it from inside.
      for (const frame of this.#frames.slice(depth + 1)) frame.captured.set(tensor.id, tensor as tf.Tensor);
    }
    return value;
  }

  /** Type of a tensor, and its value where it has one here, without counting as a use of it. */
  peek(tensor: tf.TensorInfo): Value {
    return this.#entries.get(tensor.dataId)?.value ?? this.valueFor(tensor);
  }

  /** Whether a tensor is known to hold zeros only. */
  isZero(tensor: tf.TensorInfo): boolean {
    return this.#zeros.has(tensor.dataId);
  }

  /** Whether a tensor was made in the frame that is being recorded. */
  isOfFrame(tensor: tf.TensorInfo): boolean {
    return this.#entries.get(tensor.dataId)?.frame === this.frame;
  }

  /** Keeps tensors usable until the trace ends, whatever scopes close in between. */
  hold(tensors: Iterable<tf.Tensor>): void {
    for (const tensor of tensors) {
      if (!tensor.kept) this.#held.push(tf.keep(tensor));
    }
  }

  /** Releases what `hold` kept. */
  releaseHeld(): void {
    for (const tensor of this.#held.splice(0)) tensor.dispose();
  }

  /** A value of a frame that is closed: there once more if it is a constant, else out of reach. */
  #leaked({ data, dtype, shape }: Value): Value {
    if (data !== undefined && data.length === sizeOf(shape)) return this.frame.g.constant(dtype, data, shape);
    throw new TraceError(
      'jit: a tensor made in the body of a scan exists in each of its steps (got one used outside). Return it as ' +
        `carry or output.${atCallSite()}`,
    );
  }

  override write(values: tf.BackendValues, shape: number[], dtype: tf.DataType): object {
    const scopes = tf.engine().state.scopeStack;
    const random = scopes.find(({ name }) => randomScopes.test(name));
    if (random !== undefined) {
      throw new TraceError(
        `jit: randomness is an input of a traced function (got tf.${random.name.replace('__op', '')}). ` +
          `Draw with randomStream() outside and pass the array as an argument.${atCallSite()}`,
      );
    }
    const { g } = this.frame;
    const data = constantData(values, dtype);
    const first = data[0];
    const uniform = data.length > 1 && first !== undefined && data.every((x: number) => x === first);
    const type = tfDtype({ dtype });
    const value = uniform ? g.expand(g.scalar(type, first), shape) : g.constant(type, data.slice(), shape);
    const { dataId } = this.info(value, dtype);
    if (first === 0 && (uniform || data.length === 1)) this.#zeros.add(dataId);
    return dataId;
  }

  override move(dataId: object, values: tf.BackendValues, shape: number[], dtype: tf.DataType): void {
    const value = this.frame.g.constant(tfDtype({ dtype }), constantData(values, dtype).slice(), shape);
    this.#entries.set(dataId, { value, frame: this.frame });
    this.#dataIds++;
  }

  override readSync(dataId: object): tf.BackendValues {
    const value = this.#entries.get(dataId)?.value;
    if (value?.data !== undefined && value.data.length === sizeOf(value.shape)) return value.data;
    throw new TraceError(
      'jit: a traced tensor has no values yet (something asked for them: data, dataSync, array, print, or an op ' +
        'whose result shape depends on values). Compute with tf.where and masks instead, or return the tensor and ' +
        `read it outside; a tensor must not be used after its trace.${atCallSite()}`,
    );
  }

  override read(dataId: object): Promise<tf.BackendValues> {
    return this.#promised(() => this.readSync(dataId));
  }

  override timerAvailable(): boolean {
    return true;
  }

  override time(run: () => void): Promise<never> {
    run();
    return this.#promised(() => {
      throw new TraceError(
        `jit: nothing is computed while a function is traced (got tf.time or tf.profile). Time its calls.${atCallSite()}`,
      );
    });
  }

  /**
   * What TF.js wants as a promise. A refusal ends the trace; its promise stays open, since during a trace nobody waits,
   * and a rejection that nobody hears would end the process.
   */
  #promised<T>(read: () => T): Promise<T> {
    try {
      return Promise.resolve(read());
    } catch (error) {
      const refusal = error as Error;
      if (this.#frames.length === 0) return Promise.reject(refusal);
      this.#refusal ??= refusal;
      return new Promise(() => undefined);
    }
  }

  /** Throws what was refused to somebody who asked for a promise. */
  assertNothingRefused(): void {
    if (this.#refusal !== undefined) throw this.#refusal;
  }

  override disposeData(): boolean {
    this.#dataIds--;
    return true;
  }

  override refCount(): number {
    return 1;
  }

  override incRef(): void {
    this.#dataIds++;
  }

  override numDataIds(): number {
    return this.#dataIds;
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: true };
  }

  override floatPrecision(): 16 | 32 {
    return 32;
  }

  override dispose(): void {
    this.#frames.length = 0;
  }
}

function tfDtype({ dtype }: { dtype: string }): 'float32' | 'int32' | 'bool' {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return dtype;
  throw new TraceError(`internal: a tensor of dtype ${dtype} reached the surface of a trace.`);
}
