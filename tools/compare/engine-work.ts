import { createRequire } from 'node:module';
import { jit, ndarray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import { processorMilliseconds } from './step-times.ts';

/** What was done since counting began. */
export interface EngineWork {
  /** Milliseconds of processor in the engine. */
  milliseconds: number;
  calls: number;
  /** Multiply-adds of the dense layers, counted from the shapes of what went in and came out. */
  multiplyAdds: number;
}

/** A count that goes on until it is stopped. */
export interface EngineCount {
  readonly work: EngineWork;
  readonly stop: () => void;
}

interface EngineTensor {
  readonly type: string;
  readonly dims: readonly number[];
}

interface Session {
  run: (
    this: Session,
    feeds: Record<string, EngineTensor>,
    ...rest: unknown[]
  ) => Promise<Record<string, EngineTensor>>;
}

/**
 * Counts what ONNX Runtime does for a network of given widths, by the shapes of a call: an epoch takes row numbers
 * `[steps, batch]`, slopes come in the shape of their points, a recursion gives points `[K, rows, width]`, anything else is a
 * forward pass. A student's step is taken as its own three products a layer and a forward pass of its teacher.
 */
export function countEngineWork(widths: readonly number[]): EngineCount {
  const work: EngineWork = { milliseconds: 0, calls: 0, multiplyAdds: 0 };
  const products = widths.slice(1).map((outputs, layer) => outputs * widths[layer]!);
  const forward = products.reduce((sum, one) => sum + one, 0);
  const step = 3 * forward - products[0]!;
  process.env['ORT_DISABLE_TELEMETRY'] ??= '1';
  const require = createRequire(import.meta.url);
  const { InferenceSession } = require('onnxruntime-node') as {
    InferenceSession: { prototype: Session };
  };
  const run = InferenceSession.prototype.run;
  InferenceSession.prototype.run = async function counted(this: Session, feeds, ...rest) {
    const before = processorMilliseconds();
    const results = await run.call(this, feeds, ...rest);
    work.milliseconds += processorMilliseconds() - before;
    work.calls += 1;
    const [into, out] = [Object.values(feeds), Object.values(results)];
    const draws = into.filter(({ type, dims }) => type === 'int32' && dims.length === 2);
    const rows = (list: readonly EngineTensor[], rank: number) =>
      list
        .filter(({ type, dims }) => type === 'float32' && dims.length === rank && dims.at(-1) === widths[0])
        .map(({ dims }) => dims.slice(0, -1).reduce((product, extent) => product * extent, 1));
    const [points = 0] = rows(into, 2);
    const [visited] = rows(out, 3);
    const drawn = draws.reduce((sum, { dims }) => sum + dims[0]! * dims[1]!, 0);
    if (drawn > 0) work.multiplyAdds += drawn * (step + (draws.length > 1 ? forward : 0));
    else if (visited !== undefined) work.multiplyAdds += 2 * forward * visited;
    else work.multiplyAdds += points * forward * (rows(out, 2).length > 0 ? 2 : 1);
    return results;
  };
  return { work, stop: () => void (InferenceSession.prototype.run = run) };
}

/** Multiply-adds a second of the engine on this machine: the best of many products of large matrices, by time of processor. */
export async function peakMultiplyAdds(): Promise<number> {
  const size = 512;
  const multiply = jit((a: tf.Tensor2D, b: tf.Tensor2D) => tf.sum(tf.matMul(a, b)), { name: 'peak' });
  const a = ndarray(new Float32Array(size * size).fill(0.5), [size, size]);
  let best = Infinity;
  for (let trial = 0; trial < 60; trial += 1) {
    const before = processorMilliseconds();
    await multiply(a, a);
    if (trial > 5) best = Math.min(best, processorMilliseconds() - before);
  }
  await multiply.dispose();
  return size ** 3 / (best / 1000);
}
