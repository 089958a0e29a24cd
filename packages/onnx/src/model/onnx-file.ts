import type { ElementType, OnnxTensor } from './onnx-tensor.ts';

/** A size of an input or output: a number, the name the file gives it, or null where it says nothing. */
export type OnnxDimension = number | string | null;

/** What a file says of an input, an output or a value between. */
export interface OnnxValueInfo {
  readonly name: string;
  /** `tensor`, or what it is instead: `sequence`, `map`, `optional`, `sparse tensor`, `unknown`. */
  readonly kind: 'tensor' | 'sequence' | 'map' | 'optional' | 'sparse tensor' | 'unknown';
  /** Type of its elements; null for what is no tensor. */
  readonly type: ElementType | null;
  /** Null where the file gives no shape. */
  readonly shape: readonly OnnxDimension[] | null;
}

/** An attribute of an operator. Whole numbers are int64 in the file; beyond 2^53 they are rounded. */
export type OnnxAttribute =
  | { readonly kind: 'float' | 'int'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'floats' | 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'strings'; readonly value: readonly string[] }
  | { readonly kind: 'tensor'; readonly value: OnnxTensor }
  | { readonly kind: 'graph'; readonly value: OnnxGraph }
  /** A reference to an attribute of the function, a type, a sparse tensor, or lists of tensors and graphs. */
  | { readonly kind: 'other' };

/** An operator with what it reads and gives. */
export interface OnnxNode {
  /** Often empty. */
  readonly name: string;
  readonly operator: string;
  /** Empty for the standard set (`ai.onnx`). */
  readonly domain: string;
  /** Names; empty for an optional input that is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

/** Operators in an order in which each comes behind what it reads. */
export interface OnnxGraph {
  readonly name: string;
  /** What has to be given: inputs without those that an initializer of the same name fills. */
  readonly inputs: readonly OnnxValueInfo[];
  readonly outputs: readonly OnnxValueInfo[];
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxTensor[];
}

/** A function that a file defines for itself. */
export interface OnnxFunction {
  readonly name: string;
  readonly domain: string;
}

/** An ONNX file as plain data. Tensors are views of the bytes that were read. */
export interface OnnxFile {
  /** Bytes of the file. */
  readonly bytes: number;
  readonly irVersion: number;
  /** Program that wrote it with its version, as far as it says. */
  readonly producer: string;
  /** Version of the operator set of each domain; `''` is the standard set. */
  readonly opsets: Readonly<Record<string, number>>;
  readonly metadata: Readonly<Record<string, string>>;
  readonly graph: OnnxGraph;
  readonly functions: readonly OnnxFunction[];
}
