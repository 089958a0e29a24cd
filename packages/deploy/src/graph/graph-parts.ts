import type { onnx } from 'onnx-proto';
import type { OnnxSchema } from './load-onnx-schema.ts';

/** A graph under construction. */
export interface GraphParts {
  readonly schema: OnnxSchema;
  readonly nodes: onnx.INodeProto[];
  readonly initializers: onnx.ITensorProto[];
}

/** An integer attribute of a node. */
export const integer = ({ schema }: GraphParts, name: string, value: number): onnx.IAttributeProto => ({
  name,
  type: schema.AttributeProto.AttributeType.INT,
  i: value,
});

/** A text attribute of a node. */
export const text = ({ schema }: GraphParts, name: string, value: string): onnx.IAttributeProto => ({
  name,
  type: schema.AttributeProto.AttributeType.STRING,
  s: new TextEncoder().encode(value),
});

/**
 * Appends a node with one output.
 *
 * @returns the name of that output.
 */
export function appendNode(
  parts: GraphParts,
  opType: string,
  input: readonly string[],
  output: string,
  attribute: readonly onnx.IAttributeProto[] = [],
): string {
  parts.nodes.push({
    opType,
    input: [...input],
    output: [output],
    ...(attribute.length === 0 ? {} : { attribute: [...attribute] }),
  });
  return output;
}

/** Appends an initializer and gives its name. */
export function appendInitializer(parts: GraphParts, tensor: onnx.ITensorProto): string {
  parts.initializers.push(tensor);
  return tensor.name!;
}
