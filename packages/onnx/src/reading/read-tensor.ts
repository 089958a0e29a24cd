import { OnnxError } from '../onnx-error.ts';
import { quoted } from '../quoted.ts';
import { elementCount } from '../tensors/element-count.ts';
import { elementTypeOf } from '../tensors/element-types.ts';
import { storedBytes } from '../tensors/stored-bytes.ts';
import { externalBytes } from './external-bytes.ts';
import type { ElementType, OnnxTensor, TensorStorage } from '../model/onnx-tensor.ts';
import type { MessageReader } from './message-reader.ts';
import type { ReadBudget } from './read-budget.ts';

/** The typed field that holds elements of each type, by its number in `TensorProto`, and how. */
const fields: Readonly<Record<number, 'varint' | 'fixed32' | 'fixed64'>> = {
  4: 'fixed32',
  5: 'varint',
  7: 'varint',
  10: 'fixed64',
  11: 'varint',
};

/** The field of elements that do not lie in `int32_data`. */
const ownField: Partial<Record<ElementType, number>> = {
  float32: 4,
  float64: 10,
  int64: 7,
  uint32: 11,
  uint64: 11,
};

const fieldOf = (type: ElementType): number => ownField[type] ?? 5;

interface TensorParts {
  name: string;
  dataType: number;
  readonly dims: number[];
  raw: Uint8Array | null;
  readonly typed: Map<number, Uint8Array[]>;
  readonly texts: Uint8Array[];
  readonly external: Map<string, string>;
  isExternal: boolean;
}

function readParts(message: MessageReader, budget: ReadBudget): TensorParts {
  const parts: TensorParts = {
    ...{ name: '', dataType: 0, dims: [], raw: null, isExternal: false },
    ...{ typed: new Map(), texts: [], external: new Map() },
  };
  while (message.next()) {
    switch (message.field) {
      case 1:
        message.integers(parts.dims);
        break;
      case 2:
        parts.dataType = message.integer();
        break;
      case 6:
        budget.item();
        parts.texts.push(message.bytes());
        break;
      case 8:
        parts.name = message.text();
        break;
      case 9:
        parts.raw = message.bytes();
        break;
      case 13: {
        const [key, value] = readEntry(message.message());
        parts.external.set(key, value);
        break;
      }
      case 14:
        parts.isExternal = message.integer() === 1;
        break;
      default: {
        const coding = fields[message.field];
        if (coding === undefined) break;
        const pieces = parts.typed.get(message.field) ?? [];
        parts.typed.set(message.field, pieces);
        pieces.push(message.numbers(coding));
      }
    }
  }
  return parts;
}

/** A key and its value, as `StringStringEntryProto` has them. */
export function readEntry(message: MessageReader): [key: string, value: string] {
  let [key, value] = ['', ''];
  while (message.next()) {
    if (message.field === 1) key = message.text();
    if (message.field === 2) value = message.text();
  }
  return [key, value];
}

function countOf(pieces: readonly Uint8Array[], coding: 'varint' | 'fixed32' | 'fixed64'): number {
  if (coding !== 'varint') {
    const size = coding === 'fixed32' ? 4 : 8;
    return pieces.reduce((sum, { length }) => sum + length / size, 0);
  }
  let count = 0;
  for (const piece of pieces) {
    for (const byte of piece) if (byte < 0x80) count += 1;
    // A number that goes on behind the end of its field is no number.
    if ((piece.at(-1) ?? 0) >= 0x80) return NaN;
  }
  return count;
}

function refuse(name: string, rule: string, expected: string, got: string, remedy: string): never {
  throw new OnnxError(
    `readOnnx: tensor ${quoted(name)}: ${rule} (expected ${expected}, got ${got}). ${remedy}`,
  );
}

function checkSize(name: string, dims: readonly number[], budget: ReadBudget): number {
  const shape = `[${dims.slice(0, 8).join(', ')}${dims.length > 8 ? ', …' : ''}]`;
  if (dims.some((size) => !(Number.isSafeInteger(size) && size >= 0))) {
    refuse(name, 'sizes are whole numbers', '0 or more each', shape, 'Write the file again.');
  }
  const count = elementCount(dims);
  if (!(count <= budget.tensorElements)) {
    refuse(
      name,
      'a tensor is as large as the limits allow',
      `up to ${budget.tensorElements} elements`,
      shape,
      'Raise the limit `tensorElements` if you know the file.',
    );
  }
  return count;
}

function checkBytes(name: string, type: ElementType, bytes: Uint8Array, count: number): TensorStorage {
  const expected = storedBytes(type, count);
  if (expected !== null && bytes.length !== expected) {
    refuse(
      name,
      'a tensor has all its bytes',
      `${expected} for ${count} of ${type}`,
      `${bytes.length}`,
      'Is the file whole?',
    );
  }
  return { kind: 'raw', bytes };
}

/** The storage of a tensor, whose size is held against what its shape asks for. */
function storageOf(parts: TensorParts, type: ElementType, count: number, budget: ReadBudget): TensorStorage {
  const { name, raw, typed, texts, isExternal, external } = parts;
  if (isExternal) return checkBytes(name, type, externalBytes(name, external, budget), count);
  if (raw !== null) return checkBytes(name, type, raw, count);
  if (type === 'string') {
    if (texts.length !== count) {
      refuse(name, 'a tensor has all its texts', `${count}`, `${texts.length}`, 'Is the file whole?');
    }
    return { kind: 'texts', pieces: texts };
  }
  const field = fieldOf(type);
  const coding = fields[field]!;
  const pieces = typed.get(field) ?? [];
  const narrow = (storedBytes(type, 8) ?? 8) < 8;
  const expected = narrow ? storedBytes(type, count)! : count;
  const stored = countOf(pieces, coding);
  if (type !== 'other' && stored !== expected) {
    refuse(
      name,
      'a tensor has all its numbers',
      `${expected}`,
      Number.isInteger(stored) ? `${stored}` : 'a broken one',
      'Is the file whole?',
    );
  }
  return { kind: 'field', coding, pieces };
}

/** Reads a `TensorProto`. */
export function readTensor(message: MessageReader, budget: ReadBudget): OnnxTensor {
  const parts = readParts(message, budget);
  const { name, dims, dataType } = parts;
  const type = elementTypeOf(dataType);
  const count = checkSize(name, dims, budget);
  const storage = storageOf(parts, type, count, budget);
  const pieces = storage.kind === 'raw' ? [storage.bytes] : storage.pieces;
  const bytes = pieces.reduce((sum, { length }) => sum + length, 0);
  return { name, type, dataType, dims, storage, bytes };
}
