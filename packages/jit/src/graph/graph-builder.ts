import { inferenceRules } from './infer-types.ts';
import type { OpName } from './op-name.ts';
import { elementCode } from './infer-elementwise.ts';
import {
  attribute,
  sameShape,
  type Attributes,
  type ConstantData,
  type ElementType,
  type Graph,
  type GraphNode,
  type Value,
  type ValueType,
} from './types.ts';
import { createRangeOf, type ValueRange } from './value-range.ts';

/** Hands out value ids; one per trace, shared by the builders of nested graphs. */
export interface ValueIds {
  next: number;
}

/** Operations that sum products of elements of all their operands. */
const products: readonly OpName[] = ['Conv', 'ConvTranspose', 'Einsum', 'Gemm', 'MatMul'];

/** Grows a graph node by node; output types come from the type rules, so they cannot be stated wrongly. */
export class GraphBuilder {
  readonly inputs: Value[] = [];
  readonly nodes: GraphNode[] = [];
  readonly ids: ValueIds;
  readonly #producers = new Map<Value, GraphNode>();
  readonly #rangeOf = createRangeOf((value) => this.#producers.get(value));

  constructor(ids: ValueIds = { next: 0 }) {
    this.ids = ids;
  }

  #value({ dtype, shape }: ValueType): Value {
    return { id: this.ids.next++, dtype, shape };
  }

  /** A new graph input. */
  input(type: ValueType): Value {
    const value = this.#value(type);
    this.inputs.push(value);
    return value;
  }

  /** A constant. The data is not copied. */
  constant(dtype: ElementType, data: ConstantData, shape: readonly number[]): Value {
    return { ...this.#value({ dtype, shape }), data };
  }

  /** A float32 scalar constant. */
  float(value: number): Value {
    return this.constant('float32', Float32Array.of(value), []);
  }

  /** A scalar constant of a dtype; bool takes 0 or 1. */
  scalar(dtype: ElementType, value: number): Value {
    if (dtype === 'float32') return this.float(value);
    return this.constant(dtype, dtype === 'bool' ? Uint8Array.of(value) : Int32Array.of(value), []);
  }

  /** An int64 list constant, for shapes and axes. */
  ints(values: readonly number[]): Value {
    return this.constant('int64', Int32Array.from(values), [values.length]);
  }

  /** Adds a node and returns its first output. */
  emit(op: OpName, inputs: readonly (Value | null)[], attributes: Attributes = {}): Value {
    return this.emitAll(op, inputs, attributes)[0]!;
  }

  /**
   * Adds a node and returns all its outputs. What needs no computation is none, since the engine would not survive it
   * everywhere: an output without elements is an empty constant, and a product of operands without elements zero.
   */
  emitAll(op: OpName, inputs: readonly (Value | null)[], attributes: Attributes = {}): Value[] {
    const outputs = inferenceRules[op]({ op, inputs, attributes }).map((type) => this.#value(type));
    const empty = outputs.map(({ shape }) => shape.includes(0));
    const nothing = products.includes(op) && inputs.some((value) => value?.shape.includes(0) === true);
    if (nothing && !empty.every(Boolean)) return outputs.map(({ dtype, shape }) => this.zeros(dtype, shape));
    if (!empty.every(Boolean)) {
      const node = { op, inputs, outputs, attributes };
      this.nodes.push(node);
      for (const output of outputs) this.#producers.set(output, node);
    }
    return outputs.map((value, i) => (empty[i] === true ? this.empty(value) : value));
  }

  /** A constant without elements. */
  empty({ dtype, shape }: ValueType): Value {
    if (dtype === 'float32') return this.constant(dtype, new Float32Array(), shape);
    return this.constant(dtype, dtype === 'bool' ? new Uint8Array() : new Int32Array(), shape);
  }

  /** Bounds of a value as far as the nodes of this builder tell, and whether it can hold NaN. */
  rangeOf(value: Value): ValueRange {
    return this.#rangeOf(value);
  }

  /** The node of this builder that computes a value, if one does. */
  producerOf(value: Value): GraphNode | undefined {
    return this.#producers.get(value);
  }

  /** The value as another dtype; itself when it has it. */
  cast(value: Value, dtype: ElementType): Value {
    if (value.dtype === dtype) return value;
    return this.emit('Cast', [value], { to: attribute.int(elementCode[dtype]) });
  }

  /** The value in another shape of the same size; itself when it has it. */
  reshape(value: Value, shape: readonly number[]): Value {
    return sameShape(value.shape, shape) ? value : this.emit('Reshape', [value, this.ints(shape)]);
  }

  /** The value with its axes permuted; itself for the identity. */
  transpose(value: Value, perm: readonly number[]): Value {
    if (perm.every((axis, i) => axis === i)) return value;
    return this.emit('Transpose', [value], { perm: attribute.ints(perm) });
  }

  /** The value broadcast to a shape; itself when it has it. */
  expand(value: Value, shape: readonly number[]): Value {
    return sameShape(value.shape, shape) ? value : this.emit('Expand', [value, this.ints(shape)]);
  }

  /** Zeros, stored as one scalar and broadcast. */
  zeros(dtype: ElementType, shape: readonly number[]): Value {
    return this.full(dtype, shape, 0);
  }

  /** A constant fill: a broadcast scalar, which most consumers can use as it is. */
  full(dtype: ElementType, shape: readonly number[], value: number): Value {
    return this.expand(this.scalar(dtype, value), shape);
  }

  /** The graph so far with the given outputs. */
  finish(outputs: readonly Value[]): Graph {
    return { inputs: [...this.inputs], nodes: [...this.nodes], outputs };
  }
}
