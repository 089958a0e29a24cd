import type { OpName } from './op-name.ts';

/** Element types of the graph. `int64` lives inside only: ONNX wants it for indices and shapes. */
export type ElementType = 'float32' | 'int32' | 'bool' | 'int64';

/** Contents of a constant; int64 values are kept in an Int32Array. */
export type ConstantData = Float32Array | Int32Array | Uint8Array;

/** What is known of a value before it exists: element type and shape. */
export interface ValueType {
  readonly dtype: ElementType;
  readonly shape: readonly number[];
}

/**
 * One value of the graph: a graph input, the output of exactly one node, or a constant (`data` set).
 * Values are compared by identity; `id` gives them names.
 */
export interface Value extends ValueType {
  readonly id: number;
  readonly data?: ConstantData;
}

/** An ONNX attribute with its wire type. */
export type Attribute =
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'graph'; readonly value: Graph };

/** Attributes of a node by name. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** One ONNX operation. A missing optional input is null. */
export interface GraphNode {
  readonly op: OpName;
  readonly inputs: readonly (Value | null)[];
  readonly outputs: readonly Value[];
  readonly attributes: Attributes;
}

/** Nodes in an order of execution. A graph inside a node may use the values of the graphs around it. */
export interface Graph {
  readonly inputs: readonly Value[];
  readonly nodes: readonly GraphNode[];
  readonly outputs: readonly Value[];
}

/** Short constructors for attributes. */
export const attribute = {
  int: (value: number): Attribute => ({ kind: 'int', value }),
  ints: (value: readonly number[]): Attribute => ({ kind: 'ints', value }),
  float: (value: number): Attribute => ({ kind: 'float', value }),
  string: (value: string): Attribute => ({ kind: 'string', value }),
  graph: (value: Graph): Attribute => ({ kind: 'graph', value }),
} as const;

/** Whether two shapes are equal. */
export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((extent, i) => extent === b[i]);
}

/** Type as messages and the text form print it, for instance `float32[2,3]`. */
export function typeName({ dtype, shape }: ValueType): string {
  return `${dtype}[${shape.join(',')}]`;
}
