import * as tf from '@tensorflow/tfjs-core';

import { activeBackend } from './tf-state.ts';
import { TraceError } from '../errors/trace-error.ts';
import type { Graph, Value, ValueType } from '../graph/types.ts';
import { verifyGraph } from '../graph/verify-graph.ts';
import { releaseTape } from './outside-tape.ts';
import { flattenTensors, unflattenTree, type TreeStructure } from '../tree/flatten.ts';
import { callSynchronously } from './call-synchronously.ts';
import { guardVariables } from './guard-variables.ts';
import { quietEngine } from './quiet-engine.ts';
import { recorderName } from './recorder-name.ts';
import { RecordingBackend } from './recording-backend.ts';
import { registerRecorderKernels } from './register-recorder-kernels.ts';

/** A recorded function: its graph, whose inputs and outputs are the leaves, and the nesting of its result. */
export interface Traced {
  readonly graph: Graph;
  readonly structure: TreeStructure;
}

/** The recorder of the running trace. */
export function activeRecorder(): RecordingBackend {
  const backend = tf.engine().findBackend(recorderName());
  if (backend instanceof RecordingBackend) return backend;
  throw new TraceError('internal: no trace is running.');
}

/** Runs `fn` with the recorder as TF.js's backend and leaves TF.js as it was, also when `fn` throws. */
function withRecorder<T>(fn: (recorder: RecordingBackend) => T): T {
  registerRecorderKernels();
  const engine = tf.engine();
  const previous = activeBackend();
  const { gradientDepth, kernelDepth, activeTape } = engine.state;
  const scopes = engine.state.scopeStack.length;
  const recorder = new RecordingBackend();
  tf.registerBackend(recorderName(), () => recorder);
  try {
    // Setting a backend without asynchronous set-up takes effect at once.
    void tf.setBackend(recorderName());
    return quietEngine(() =>
      guardVariables(
        (variable) => recorder.isOfFrame(variable),
        () => fn(recorder),
      ),
    );
  } finally {
    recorder.releaseHeld();
    while (engine.state.scopeStack.length > scopes) engine.endScope();
    const { state } = engine;
    if (state.activeTape !== activeTape) releaseTape();
    Object.assign(state, { gradientDepth, kernelDepth, activeTape });
    tf.removeBackend(recorderName());
    if (previous !== undefined) void tf.setBackend(previous);
  }
}

/**
 * Records a function as a graph.
 *
 * @param fn The function of tensors.
 * @param types Shape and dtype of every argument leaf.
 * @param structure Nesting of the argument list.
 */
export function trace(
  fn: (...args: never[]) => unknown,
  types: readonly ValueType[],
  structure: TreeStructure,
): Traced {
  return withRecorder((recorder) =>
    recorder.within(({ g }) => {
      let resultStructure: TreeStructure | undefined;
      const outputs: Value[] = [];
      tf.tidy(() => {
        const tensors = types.map((type) => recorder.tensor(g.input(type)));
        const result = callSynchronously(fn, unflattenTree(structure, tensors) as unknown[]);
        recorder.assertNothingRefused();
        const flat = flattenTensors(result, 'result');
        resultStructure = flat.structure;
        outputs.push(...flat.leaves.map((leaf) => recorder.valueFor(leaf)));
      });
      if (resultStructure === undefined) throw new TraceError('internal: the trace produced no result.');
      const graph = g.finish(outputs);
      verifyGraph(graph);
      return { graph, structure: resultStructure };
    }),
  );
}
