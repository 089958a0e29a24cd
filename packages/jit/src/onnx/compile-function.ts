import * as tf from '@tensorflow/tfjs-core';

import { loadGradients } from '../eager/load-gradients.ts';
import { activeBackend } from '../trace/tf-state.ts';
import { ExecutorError } from '../errors/executor-error.ts';
import type { Graph, ValueType } from '../graph/types.ts';
import { optimize } from '../passes/optimize.ts';
import { trace } from '../trace/trace.ts';
import type { TreeStructure } from '../tree/flatten.ts';
import { encodeModel } from './encode-model.ts';
import { compileModel, type CompiledModel, type Optimization } from './compile-model.ts';
import { loadRuntime, messageOf, type RuntimeFactory } from './onnx-runtime.ts';

/** A function compiled for one signature. */
export interface CompiledFunction extends Pick<CompiledModel, 'run' | 'dispose'> {
  /** Nesting of the result. */
  readonly structure: TreeStructure;
}

/** What a function without results compiles to: no engine takes a graph without outputs. */
const nothing: Pick<CompiledModel, 'run' | 'dispose'> = {
  run: () => Promise.resolve([]),
  dispose: () => Promise.resolve(),
};

/** How to compile. */
export interface CompileOptions {
  readonly name: string;
  readonly threads: number;
  readonly runtime?: RuntimeFactory | undefined;
}

/**
 * From as many nodes on, ONNX Runtime runs a graph as it is: its own passes, some of which take time in the square of the
 * graph, take as long as all the rest and leave a run no faster.
 */
const manyNodes = 10_000;

/** Nodes of a graph and of those inside it. */
function nodeCount({ nodes }: Graph): number {
  return nodes.reduce((count, { attributes }) => {
    const inner = Object.values(attributes).map(({ kind, value }) =>
      kind === 'graph' ? nodeCount(value) : 0,
    );
    return inner.reduce((a, b) => a + b, count + 1);
  }, 0);
}

function optimizationFor(graph: Graph): Optimization {
  return nodeCount(graph) < manyNodes ? 'all' : 'disabled';
}

/** Traces a function, cleans the graph up, and loads it into ONNX Runtime. */
export async function compileFunction(
  fn: (...args: never[]) => unknown,
  types: readonly ValueType[],
  structure: TreeStructure,
  { name, threads, runtime: factory }: CompileOptions,
): Promise<CompiledFunction> {
  const runtime = await loadRuntime(factory);
  await loadGradients();
  // A backend that is still starting up would make TF.js refuse every op.
  if (activeBackend() !== undefined) await tf.ready();
  const traced = trace(fn, types, structure);
  if (traced.graph.outputs.length === 0) return { ...nothing, structure: traced.structure };
  const graph = optimize(traced.graph);
  const model = await encodeModel(graph, 'traced');
  try {
    return {
      ...(await compileModel(runtime, model, { threads, optimization: optimizationFor(graph) })),
      structure: traced.structure,
    };
  } catch (error) {
    throw new ExecutorError(
      `jit: ONNX Runtime must accept the graph of '${name}' (got: ${messageOf(error)}). ` +
        "{ executor: 'eager' } runs it without; a function that runs there is worth a report.",
      { cause: error },
    );
  }
}
