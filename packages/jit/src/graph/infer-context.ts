import { JitError } from '../errors/jit-error.ts';
import type { Attributes, Graph, Value, ValueType } from './types.ts';

/** What a type rule may look at: the inputs and attributes of one node. */
export interface InferContext {
  readonly op: string;
  readonly inputs: readonly (Value | null)[];
  readonly attributes: Attributes;
}

/** A type rule: from the inputs of a node to the types of its outputs. Throws when the inputs do not fit. */
export type InferRule = (context: InferContext) => ValueType[];

/** The input at a position, which must be there. */
export function need(context: InferContext, position: number): Value {
  const value = context.inputs[position];
  if (value === null || value === undefined) {
    throw new JitError(`internal: ${context.op} lacks input ${position}.`);
  }
  return value;
}

/** The contents of an input that must be a constant. */
export function needConstant(context: InferContext, position: number): number[] {
  const { data } = need(context, position);
  if (data === undefined)
    throw new JitError(`internal: input ${position} of ${context.op} must be constant.`);
  return Array.from(data);
}

/** An integer attribute, or its default. */
export function intOf({ op, attributes }: InferContext, name: string, fallback: number): number {
  const found = attributes[name];
  if (found === undefined) return fallback;
  if (found.kind !== 'int') throw new JitError(`internal: attribute ${name} of ${op} must be an int.`);
  return found.value;
}

/** A list attribute, or its default. */
export function intsOf(
  { op, attributes }: InferContext,
  name: string,
  fallback: readonly number[],
): readonly number[] {
  const found = attributes[name];
  if (found === undefined) return fallback;
  if (found.kind !== 'ints') throw new JitError(`internal: attribute ${name} of ${op} must be ints.`);
  return found.value;
}

/** A string attribute, or its default. */
export function stringOf({ op, attributes }: InferContext, name: string, fallback: string): string {
  const found = attributes[name];
  if (found === undefined) return fallback;
  if (found.kind !== 'string') throw new JitError(`internal: attribute ${name} of ${op} must be a string.`);
  return found.value;
}

/** The subgraph in an attribute. */
export function graphOf({ op, attributes }: InferContext, name: string): Graph {
  const found = attributes[name];
  if (found?.kind !== 'graph') throw new JitError(`internal: attribute ${name} of ${op} must be a graph.`);
  return found.value;
}

/** A non-negative axis. */
export function axisOf(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}

/** Fails a rule with the types at hand. */
export function misfit({ op, inputs }: InferContext, rule: string): JitError {
  const types = inputs.map((v) => (v === null ? 'none' : `${v.dtype}[${v.shape.join(',')}]`)).join(', ');
  return new JitError(`internal: ${op}: ${rule} (got ${types}).`);
}
