import { elementTypeOf } from '../tensors/element-types.ts';
import type { OnnxDimension, OnnxValueInfo } from '../model/onnx-file.ts';
import type { MessageReader } from './message-reader.ts';

/** Field numbers of `TypeProto`. */
const kinds: Readonly<Record<number, OnnxValueInfo['kind']>> = {
  1: 'tensor',
  4: 'sequence',
  5: 'map',
  7: 'unknown',
  8: 'sparse tensor',
  9: 'optional',
};

type TypeParts = Omit<OnnxValueInfo, 'name'>;

function readDimension(message: MessageReader): OnnxDimension {
  let dimension: OnnxDimension = null;
  while (message.next()) {
    if (message.field === 1) dimension = message.integer();
    if (message.field === 2) dimension = message.text();
  }
  // Some writers say −1, or nothing, where a size is open.
  return dimension === '' || (typeof dimension === 'number' && dimension < 0) ? null : dimension;
}

function readTensorType(message: MessageReader): TypeParts {
  let type: TypeParts['type'] = 'other';
  let shape: OnnxDimension[] | null = null;
  while (message.next()) {
    if (message.field === 1) type = elementTypeOf(message.integer());
    if (message.field !== 2) continue;
    shape = [];
    const dimensions = message.message();
    while (dimensions.next()) {
      if (dimensions.field === 1) shape.push(readDimension(dimensions.message()));
    }
  }
  return { kind: 'tensor', type, shape };
}

function readType(message: MessageReader): TypeParts {
  let parts: TypeParts = { kind: 'unknown', type: null, shape: null };
  while (message.next()) {
    const kind = kinds[message.field];
    if (kind === 'tensor') parts = readTensorType(message.message());
    else if (kind !== undefined) parts = { kind, type: null, shape: null };
  }
  return parts;
}

/** Reads a `ValueInfoProto`. */
export function readValueInfo(message: MessageReader): OnnxValueInfo {
  let name = '';
  let parts: TypeParts = { kind: 'unknown', type: null, shape: null };
  while (message.next()) {
    if (message.field === 1) name = message.text();
    if (message.field === 2) parts = readType(message.message());
  }
  return { name, ...parts };
}
