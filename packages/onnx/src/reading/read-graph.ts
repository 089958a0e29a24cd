import { readNode } from './read-node.ts';
import { readTensor } from './read-tensor.ts';
import { readValueInfo } from './read-value-info.ts';
import type { OnnxGraph, OnnxNode, OnnxValueInfo } from '../model/onnx-file.ts';
import type { OnnxTensor } from '../model/onnx-tensor.ts';
import type { MessageReader } from './message-reader.ts';
import type { ReadBudget } from './read-budget.ts';

/**
 * Reads a `GraphProto`. In protobuf a message that comes twice continues, so a graph can have several pieces.
 *
 * @param pieces of the message, in order.
 */
export function readGraph(pieces: readonly MessageReader[], budget: ReadBudget): OnnxGraph {
  let name = '';
  const nodes: OnnxNode[] = [];
  const inputs: OnnxValueInfo[] = [];
  const outputs: OnnxValueInfo[] = [];
  const initializers: OnnxTensor[] = [];
  for (const message of pieces) {
    while (message.next()) {
      switch (message.field) {
        case 1:
          nodes.push(readNode(message.message(), budget));
          break;
        case 2:
          name = message.text();
          break;
        case 5:
          initializers.push(readTensor(message.message(), budget));
          break;
        case 11:
          inputs.push(readValueInfo(message.message()));
          break;
        case 12:
          outputs.push(readValueInfo(message.message()));
          break;
        case 15:
          initializers.push(readSparse(message.message(), budget));
          break;
      }
    }
  }
  const filled = new Set(initializers.map((tensor) => tensor.name));
  return {
    name,
    inputs: inputs.filter((input) => !filled.has(input.name)),
    outputs,
    nodes,
    initializers,
  };
}

/** A sparse tensor, whose numbers are not read: it is there under its name. */
function readSparse(message: MessageReader, budget: ReadBudget): OnnxTensor {
  let [name, bytes] = ['', 0];
  while (message.next()) {
    if (message.field !== 1) continue;
    ({ name, bytes } = readTensor(message.message(), budget));
  }
  return {
    name,
    type: 'other',
    dataType: 0,
    dims: [],
    storage: { kind: 'raw', bytes: new Uint8Array() },
    bytes,
  };
}
