import type * as kernelNames from '@tensorflow/tfjs-core/dist/kernel_names';

import { JitError } from '../errors/jit-error.ts';
import type { GraphBuilder } from '../graph/graph-builder.ts';
import type { Value } from '../graph/types.ts';

/** Every kernel name TF.js exports; a release that adds one makes the table below a type error. */
export type KernelName = (typeof kernelNames)[keyof typeof kernelNames];

/** What a lowering works with: the graph under construction and the inputs of one kernel call. */
export interface LoweringContext {
  readonly g: GraphBuilder;
  readonly kernel: string;
  /** Inputs by TF.js's names; kernels that take a list use '0', '1', … */
  readonly inputs: Readonly<Record<string, Value | undefined>>;
}

/** Emits the nodes that compute one kernel and returns its output, or outputs. */
export type Lowering<Attrs = unknown> = (context: LoweringContext, attrs: Attrs) => Value | readonly Value[];

/** A kernel that cannot be recorded, and why. */
export interface Unsupported {
  readonly unsupported: string;
}

/** Marks a kernel as unsupported. The reason completes "… has no ONNX lowering: <reason>". */
export function unsupported(reason: string): Unsupported {
  return { unsupported: reason };
}

/** The input of a given name, which must be there. */
export function input({ inputs, kernel }: LoweringContext, name: string): Value {
  const value = inputs[name];
  if (value === undefined)
    throw new JitError(`internal: kernel ${kernel} was called without input '${name}'.`);
  return value;
}

/** All inputs of a kernel that takes a list, in order. */
export function inputList(context: LoweringContext): Value[] {
  return Object.keys(context.inputs).map((name) => input(context, name));
}
