import type { InferenceSession, Tensor, TypedTensor } from 'onnxruntime-common';
import * as native from 'onnxruntime-node';
import * as web from 'onnxruntime-web';
import type { RuntimeSetting } from '../verifying/runtime-settings.ts';

/** What goes into an input: text, or numbers in the storage of its type. */
export interface Fed {
  readonly type: 'string' | 'float32' | 'float64' | 'int32' | 'int64' | 'bool';
  readonly values:
    | readonly string[]
    | TypedTensor<'float32' | 'float64' | 'int32' | 'int64' | 'bool'>['data'];
  readonly shape: readonly number[];
}

/** Runs a file on whatever it takes, text too, and gives its outputs as the runtime does. */
export async function runFile(
  bytes: Uint8Array,
  feeds: Readonly<Record<string, Fed>>,
  { runtime, optimization }: RuntimeSetting,
): Promise<Record<string, Tensor>> {
  const { InferenceSession, Tensor: TensorClass } = runtime === 'native' ? native : web;
  const session: InferenceSession = await InferenceSession.create(bytes, {
    graphOptimizationLevel: optimization,
    intraOpNumThreads: 1,
    logSeverityLevel: 3,
  });
  try {
    const tensors = Object.fromEntries(
      Object.entries(feeds).map(([name, { type, values, shape }]) => [
        name,
        new TensorClass(type as 'float32', values as Float32Array, shape),
      ]),
    );
    return { ...(await session.run(tensors)) };
  } finally {
    await session.release();
  }
}
