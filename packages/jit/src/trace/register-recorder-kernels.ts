import * as tf from '@tensorflow/tfjs-core';

import { hasKernel } from './tf-state.ts';
import { TraceError } from '../errors/trace-error.ts';
import { UnsupportedKernelError } from '../errors/unsupported-kernel-error.ts';
import type { Value } from '../graph/types.ts';
import { lowerings } from '../lowerings/lowering-table.ts';
import type { KernelName, Lowering, Unsupported } from '../lowerings/lowering.ts';
import { atCallSite } from './call-site.ts';
import { completeForTape } from './complete-for-tape.ts';
import { recorderName } from './recorder-name.ts';
import { RecordingBackend } from './recording-backend.ts';

/** The recorder behind a kernel call. */
export function asRecorder(backend: unknown): RecordingBackend {
  if (backend instanceof RecordingBackend) return backend;
  throw new TraceError('internal: a recording kernel ran on another backend.');
}

function reject(kernel: string, reason: string): never {
  throw new UnsupportedKernelError(
    kernel,
    `jit: kernel ${kernel} has no ONNX lowering: ${reason}.${atCallSite()} ` +
      "Rewrite with other ops, run with { executor: 'eager' }, or add a lowering to " +
      'packages/jit/src/lowerings/lowering-table.ts.',
  );
}

function record(kernel: KernelName, entry: Lowering<never> | Unsupported): tf.KernelFunc {
  if (typeof entry === 'object') return () => reject(kernel, entry.unsupported);
  const lower = entry as Lowering;
  return ({ inputs, attrs, backend }) => {
    const recorder = asRecorder(backend);
    const values: Record<string, Value> = {};
    completeForTape(kernel, inputs);
    // TF.js passes absent optional inputs as undefined or null.
    const given: Readonly<Record<string, tf.TensorInfo | null | undefined>> = inputs;
    for (const [name, tensor] of Object.entries(given)) {
      if (tensor !== undefined && tensor !== null) values[name] = recorder.valueFor(tensor);
    }
    const result = lower({ g: recorder.frame.g, kernel, inputs: values }, attrs ?? {});
    return isList(result) ? result.map((value) => recorder.info(value)) : recorder.info(result);
  };
}

function isList(result: Value | readonly Value[]): result is readonly Value[] {
  return Array.isArray(result);
}

/** Registers a recording kernel for every kernel of TF.js, once. */
export function registerRecorderKernels(): void {
  if (hasKernel('Add', recorderName())) return;
  const backendName = recorderName();
  for (const kernelName of Object.keys(lowerings) as KernelName[]) {
    tf.registerKernel({
      kernelName,
      backendName,
      kernelFunc: record(kernelName, lowerings[kernelName]),
    });
  }
}
