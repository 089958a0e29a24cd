import type { Tensor } from 'onnxruntime-common';

import type { NDArray } from '../arrays/ndarray.ts';
import { arrayOfTensor, outputOfTensor } from './array-of-tensor.ts';
import type { EncodedModel } from './encode-model.ts';
import type { ModelInput, ModelOutput } from './model-values.ts';
import type { LoadedRuntime } from './onnx-runtime.ts';
import { createRunQueue } from './run-queue.ts';
import { tensorOfArray } from './tensor-of-array.ts';
import { valueInfos, type ValueInfo } from './value-info.ts';

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
