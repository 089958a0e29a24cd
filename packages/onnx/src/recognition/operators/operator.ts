import { refuse } from '../obstacle.ts';
import type { OnnxAttribute, OnnxNode } from '../../model/onnx-file.ts';
import type { Constant, Value } from '../values.ts';

/** An operator with what is known of what it reads. */
export interface Call {
  readonly node: OnnxNode;
  /** Null for an optional input that is left out. */
  readonly inputs: readonly (Value | null)[];
  /** Version of the operator set that it belongs to. */
  readonly opset: number;
  /** Rows that shapes are worked out with. */
  readonly rows: number;
}

/** What is known of what an operator gives; throws an `Obstacle` where it has no place in a network. */
export type Operator = (call: Call) => readonly Value[];

/** Attributes of an operator, each of the kind that is asked for. */
function attribute<Kind extends OnnxAttribute['kind']>(
  { node }: Call,
  name: string,
  kind: Kind,
): Extract<OnnxAttribute, { readonly kind: Kind }> | undefined {
  const found = node.attributes[name];
  if (found === undefined) return undefined;
  if (found.kind !== kind) return refuse(`its attribute ${name} is no ${kind}`);
  return found as Extract<OnnxAttribute, { readonly kind: Kind }>;
}

/** A number of an attribute. */
export function number<Absent>(
  call: Call,
  name: string,
  kind: 'int' | 'float',
  absent: Absent,
): number | Absent {
  const found = attribute(call, name, kind);
  return found === undefined ? absent : (found as { readonly value: number }).value;
}

/** Numbers of an attribute, or null. */
export const numbers = (call: Call, name: string, kind: 'ints' | 'floats'): readonly number[] | null =>
  attribute(call, name, kind)?.value ?? null;

/** Text of an attribute, or null. */
export const text = (call: Call, name: string): string | null =>
  attribute(call, name, 'string')?.value ?? null;

/** Texts of an attribute, or null. */
export const texts = (call: Call, name: string): readonly string[] | null =>
  attribute(call, name, 'strings')?.value ?? null;

/** An input that must be there. */
export function input({ inputs, node }: Call, at: number): Value {
  return inputs[at] ?? refuse(`input ${at + 1} of ${node.operator} is missing`);
}

/** An input that must be a constant. */
export function constant(call: Call, at: number): Constant {
  const value = input(call, at);
  return value.kind === 'constant' ? value : refuse(`input ${at + 1} depends on the rows`);
}

/** An input that is a constant where it is there. */
export const optionalConstant = (call: Call, at: number): Constant | null =>
  isGiven(call, at) ? constant(call, at) : null;

/** Whether an optional input is there. */
export const isGiven = ({ inputs }: Call, at: number): boolean => (inputs[at] ?? null) !== null;

/** An axis counted from the front. */
export function axisOf(axis: number, rank: number): number {
  const place = axis < 0 ? axis + rank : axis;
  return Number.isInteger(place) && place >= 0 && place < rank ? place : refuse(`there is no axis ${axis}`);
}
