import { OnnxError } from '../onnx-error.ts';
import { foreignFormat } from './foreign-format.ts';
import { MessageReader } from './message-reader.ts';
import { ReadBudget } from './read-budget.ts';
import { readGraph } from './read-graph.ts';
import { domainOf } from './read-node.ts';
import { readEntry } from './read-tensor.ts';
import { sortedGraph } from './sorted-graph.ts';
import { quoted } from '../quoted.ts';
import type { OnnxFile, OnnxFunction } from '../model/onnx-file.ts';
import type { ReadLimits } from '../model/read-limits.ts';

function refuse(rule: string, expected: string, got: string, remedy: string): never {
  throw new OnnxError(`readOnnx: ${rule} (expected ${expected}, got ${got}). ${remedy}`);
}

const versions = 'Is the file a whole ONNX file?';

function readOpset(message: MessageReader): [domain: string, version: number] {
  let [domain, version] = ['', 0];
  while (message.next()) {
    if (message.field === 1) domain = domainOf(message.text());
    if (message.field === 2) version = message.integer();
  }
  return [domain, version];
}

function readFunction(message: MessageReader): OnnxFunction {
  let [name, domain] = ['', ''];
  while (message.next()) {
    if (message.field === 1) name = message.text();
    if (message.field === 10) domain = domainOf(message.text());
  }
  return { name, domain };
}

/** Pairs as an object without names of its own. */
function asRecord<Value>(pairs: ReadonlyMap<string, Value>): Readonly<Record<string, Value>> {
  return Object.assign(Object.create(null) as Record<string, Value>, Object.fromEntries(pairs));
}

/**
 * Reads an ONNX file. Nothing is executed, nothing but the structure is decoded: tensors stay views of the bytes, whose
 * sizes have been held against their shapes. Operators come in an order in which each follows what it reads.
 *
 * @param bytes the whole file.
 * @param limits what a file may hold, and the files beside it.
 * @throws OnnxError, one line: the file is truncated or no ONNX file, a number, text or tensor is malformed, a limit is
 *   exceeded, data lie outside of the model's folder, a name is given twice or not at all, or operators form a cycle.
 * @see ONNX, Open Neural Network Exchange Intermediate Representation, `onnx.proto`.
 */
export function readOnnx(bytes: Uint8Array, limits: ReadLimits = {}): OnnxFile {
  const budget = new ReadBudget(limits);
  if (bytes.length > budget.fileBytes) {
    refuse(
      'a file is as large as the limits allow',
      `up to ${budget.fileBytes} bytes`,
      `${bytes.length}`,
      'Raise the limit `fileBytes` if you know the file.',
    );
  }
  const foreign = foreignFormat(bytes);
  if (foreign !== null)
    refuse('a model is read from an ONNX file', 'ONNX', foreign, 'Pass a file ending in .onnx.');
  const message = new MessageReader(bytes, budget);
  let irVersion = 0;
  const producer: [name: string, version: string] = ['', ''];
  const graphs: MessageReader[] = [];
  const opsets = new Map<string, number>();
  const metadata = new Map<string, string>();
  const functions: OnnxFunction[] = [];
  while (message.next()) {
    switch (message.field) {
      case 1:
        irVersion = message.integer();
        break;
      case 2:
      case 3:
        producer[message.field - 2] = message.text();
        break;
      case 7:
        graphs.push(message.message());
        break;
      case 8: {
        const [domain, version] = readOpset(message.message());
        opsets.set(domain, version);
        break;
      }
      case 14: {
        const [key, value] = readEntry(message.message());
        if (metadata.has(key))
          refuse('metadata have names apart', `one ${quoted(key)}`, 'two', 'Write the file again.');
        metadata.set(key, value);
        break;
      }
      case 25:
        functions.push(readFunction(message.message()));
        break;
    }
  }
  if (!(irVersion >= 1)) refuse('a file says its IR version', '1 or more', String(irVersion), versions);
  if (graphs.length === 0) refuse('a file has a graph', 'one', 'none', versions);
  if (opsets.size === 0) refuse('a file says its operator sets', 'at least one', 'none', versions);
  const graph = sortedGraph(readGraph(graphs, budget));
  if (graph.outputs.length === 0) refuse('a graph has outputs', 'at least one', 'none', versions);
  return {
    bytes: bytes.length,
    irVersion,
    producer: producer.filter((part) => part !== '').join(' '),
    opsets: asRecord(opsets),
    metadata: asRecord(metadata),
    graph,
    functions,
  };
}
