import { OnnxError } from '../onnx-error.ts';
import { quoted } from '../quoted.ts';
import { bitsOfElement } from './element-types.ts';
import { elementCount } from './element-count.ts';
import type { ElementType, OnnxTensor } from '../model/onnx-tensor.ts';

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The float32 number of sixteen bits: sign, five bits of exponent, ten of fraction. */
function halfOf(code: number): number {
  const sign = code & 0x8000 ? -1 : 1;
  const exponent = (code >> 10) & 0x1f;
  const fraction = code & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}

function brainFloatOf(code: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint16(2, code, true);
  return view.getFloat32(0, true);
}

const signed = (code: number, bits: number): number => (code >= 2 ** (bits - 1) ? code - 2 ** bits : code);

type ByteAligned = Exclude<ElementType, 'int2' | 'int4' | 'uint2' | 'uint4' | 'string' | 'other'>;

const readElement: Readonly<Record<ByteAligned, (view: DataView, at: number) => number>> = {
  float32: (view, at) => view.getFloat32(at, true),
  float64: (view, at) => view.getFloat64(at, true),
  float16: (view, at) => halfOf(view.getUint16(at, true)),
  bfloat16: (view, at) => brainFloatOf(view.getUint16(at, true)),
  int8: (view, at) => view.getInt8(at),
  int16: (view, at) => view.getInt16(at, true),
  int32: (view, at) => view.getInt32(at, true),
  int64: (view, at) => Number(view.getBigInt64(at, true)),
  uint8: (view, at) => view.getUint8(at),
  uint16: (view, at) => view.getUint16(at, true),
  uint32: (view, at) => view.getUint32(at, true),
  uint64: (view, at) => Number(view.getBigUint64(at, true)),
  bool: (view, at) => (view.getUint8(at) === 0 ? 0 : 1),
};

const isNarrow = (type: ElementType): type is 'int2' | 'int4' | 'uint2' | 'uint4' =>
  (bitsOfElement[type] ?? 8) < 8;

/** Elements of less than a byte, the first in the low bits. */
function unpack(bytes: Uint8Array, type: ElementType, into: Float64Array): void {
  const bits = bitsOfElement[type]!;
  const each = 8 / bits;
  const isSigned = type.startsWith('int');
  for (let at = 0; at < into.length; at += 1) {
    const code = (bytes[Math.floor(at / each)]! >> (bits * (at % each))) & (2 ** bits - 1);
    into[at] = isSigned ? signed(code, bits) : code;
  }
}

function fromRaw(bytes: Uint8Array, type: ElementType, into: Float64Array): void {
  if (isNarrow(type)) {
    unpack(bytes, type, into);
    return;
  }
  const view = viewOf(bytes);
  const read = readElement[type as ByteAligned];
  const size = bitsOfElement[type]! / 8;
  for (let at = 0; at < into.length; at += 1) into[at] = read(view, at * size);
}

/** Calls `each` with every whole number of the pieces. */
function eachVarint(pieces: readonly Uint8Array[], each: (value: bigint) => void): void {
  for (const piece of pieces) {
    let value = 0n;
    let shift = 0n;
    for (const byte of piece) {
      value |= BigInt(byte & 0x7f) << shift;
      shift += 7n;
      if (byte >= 0x80) continue;
      each(BigInt.asIntN(64, value));
      value = 0n;
      shift = 0n;
    }
  }
}

/** What a whole number of a typed field stands for where it is not itself: 16-bit floats are stored by their bits. */
const ofVarint: Partial<Record<ElementType, (value: bigint) => number>> = {
  float16: (value) => halfOf(Number(value & 0xffffn)),
  bfloat16: (value) => brainFloatOf(Number(value & 0xffffn)),
  uint64: (value) => Number(BigInt.asUintN(64, value)),
  bool: (value) => (value === 0n ? 0 : 1),
};

function fromVarints(pieces: readonly Uint8Array[], type: ElementType, into: Float64Array): void {
  let at = 0;
  if (isNarrow(type)) {
    const bytes = new Uint8Array(Math.ceil((into.length * bitsOfElement[type]!) / 8));
    eachVarint(pieces, (value) => {
      bytes[at++] = Number(value & 0xffn);
    });
    unpack(bytes, type, into);
    return;
  }
  const read = ofVarint[type] ?? Number;
  eachVarint(pieces, (value) => {
    into[at++] = read(value);
  });
}

/**
 * The elements of a stored tensor as numbers, row-major; whole numbers beyond 2^53 are rounded.
 *
 * @throws OnnxError for texts and for types that are not read.
 */
export function tensorNumbers({ name, type, dims, storage }: OnnxTensor): Float64Array {
  if (type === 'string' || type === 'other' || storage.kind === 'texts') {
    throw new OnnxError(
      `tensorNumbers: tensor ${quoted(name)} holds numbers (expected a float, int or bool type, got ${type}). ` +
        'Read texts with tensorTexts.',
    );
  }
  const values = new Float64Array(elementCount(dims));
  if (storage.kind === 'raw') {
    fromRaw(storage.bytes, type, values);
  } else if (storage.coding === 'varint') {
    fromVarints(storage.pieces, type, values);
  } else {
    let at = 0;
    const [size, read] = storage.coding === 'fixed32' ? [4, readElement.float32] : [8, readElement.float64];
    for (const piece of storage.pieces) {
      const view = viewOf(piece);
      for (let from = 0; from < piece.length; from += size) values[at++] = read(view, from);
    }
  }
  return values;
}
