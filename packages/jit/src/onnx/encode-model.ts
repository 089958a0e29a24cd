import type { onnx as OnnxSchema } from 'onnx-proto';

import { elementCode } from '../graph/infer-elementwise.ts';
import type { Attribute, Graph, GraphNode, Value } from '../graph/types.ts';

/** ONNX operator set; the first with 4-bit integers, and every operation used here is in it. */
const opset = 21;
/** File format version that belongs to opset 21. */
const irVersion = 10;

type Schema = typeof OnnxSchema;

/** The generated code is CommonJS: depending on the loader its namespace is the module or its default. */
async function loadSchema(): Promise<Schema> {
  const module: { onnx?: Schema; default?: { onnx: Schema } } = await import('#onnx-proto');
  return (module.onnx ?? module.default?.onnx)!;
}

function nameOf(value: Value): string {
  return `v${value.id}`;
}

function typeInfo(value: Value): OnnxSchema.IValueInfoProto {
  const dim = value.shape.map((dimValue) => ({ dimValue }));
  return {
    name: nameOf(value),
    type: { tensorType: { elemType: elementCode[value.dtype], shape: { dim } } },
  };
}

/** Little-endian bytes of a constant. */
function rawData({ dtype, data }: Value): Uint8Array {
  const source = data ?? new Float32Array();
  if (dtype === 'int64') {
    const wide = BigInt64Array.from(source, (x) => BigInt(x));
    return new Uint8Array(wide.buffer);
  }
  return new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice();
}

/** Names the values a graph defines itself and the constants it uses, and encodes it. */
class GraphEncoder {
  readonly #graph: Graph;
  readonly #schema: Schema;
  /** Constants already stored by an enclosing graph. */
  readonly #known: ReadonlyMap<Value, string>;
  readonly #own = new Map<Value, string>();
  readonly #renamed: OnnxSchema.INodeProto[] = [];

  constructor(graph: Graph, schema: Schema, known: ReadonlyMap<Value, string>) {
    this.#graph = graph;
    this.#schema = schema;
    this.#known = known;
  }

  #use(value: Value | null): string {
    if (value === null) return '';
    if (value.data === undefined || this.#known.has(value)) return nameOf(value);
    this.#own.set(value, nameOf(value));
    return nameOf(value);
  }

  #attribute(name: string, attribute: Attribute): OnnxSchema.IAttributeProto {
    const { AttributeType: type } = this.#schema.AttributeProto;
    switch (attribute.kind) {
      case 'int':
        return { name, type: type.INT, i: attribute.value };
      case 'ints':
        return { name, type: type.INTS, ints: [...attribute.value] };
      case 'float':
        return { name, type: type.FLOAT, f: attribute.value };
      case 'string':
        return { name, type: type.STRING, s: new TextEncoder().encode(attribute.value) };
      case 'graph': {
        const known = new Map([...this.#known, ...this.#own]);
        return {
          name,
          type: type.GRAPH,
          g: new GraphEncoder(attribute.value, this.#schema, known).encode('body'),
        };
      }
    }
  }

  #node({ op, inputs, outputs, attributes }: GraphNode): OnnxSchema.INodeProto {
    return {
      opType: op,
      input: inputs.map((value) => this.#use(value)),
      output: outputs.map(nameOf),
      attribute: Object.entries(attributes).map(([name, value]) => this.#attribute(name, value)),
    };
  }

  /** An output must be computed by a node of this very graph, and only once. */
  #output(value: Value, index: number, computed: ReadonlySet<Value>, taken: Set<Value>): string {
    if (computed.has(value) && !taken.has(value)) {
      taken.add(value);
      return nameOf(value);
    }
    const name = `${nameOf(value)}_out${index}_${this.#graph.outputs[0]!.id}`;
    this.#renamed.push({ opType: 'Identity', input: [this.#use(value)], output: [name] });
    return name;
  }

  encode(name: string): OnnxSchema.IGraphProto {
    const { nodes, inputs, outputs } = this.#graph;
    const node = nodes.map((item) => this.#node(item));
    const computed = new Set(nodes.flatMap((item) => item.outputs));
    const taken = new Set<Value>();
    const output = outputs.map((value, i) => ({
      ...typeInfo(value),
      name: this.#output(value, i, computed, taken),
    }));
    const initializer = [...this.#own.keys()].map((value) => ({
      name: nameOf(value),
      dataType: elementCode[value.dtype],
      dims: [...value.shape],
      rawData: rawData(value),
    }));
    return { name, node: [...node, ...this.#renamed], input: inputs.map(typeInfo), output, initializer };
  }
}

/** A graph as ONNX bytes, with the names of its inputs and outputs in order. */
export interface EncodedModel {
  readonly bytes: Uint8Array;
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
}

/** Encodes a graph as an ONNX model file. */
export async function encodeModel(graph: Graph, name: string): Promise<EncodedModel> {
  const schema = await loadSchema();
  const encoded = new GraphEncoder(graph, schema, new Map()).encode(name);
  const bytes = schema.ModelProto.encode({
    irVersion: irVersion,
    producerName: '@cfq/jit',
    opsetImport: [{ domain: '', version: opset }],
    graph: encoded,
  }).finish();
  return {
    bytes,
    inputNames: graph.inputs.map(nameOf),
    outputNames: (encoded.output ?? []).map((output) => output.name ?? ''),
  };
}
