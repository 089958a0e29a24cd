import { OnnxError } from '../onnx-error.ts';
import type { ReadBudget } from './read-budget.ts';

const texts = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const two32 = 2 ** 32;

/** How a field lies in a protobuf message. */
const wire = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

/**
 * Reads a protobuf message field by field, never beyond its end. Fields that nobody asks for are skipped, not decoded.
 *
 * @see Protocol Buffers, Encoding.
 */
export class MessageReader {
  /** Number of the field that {@link next} stopped at. */
  field = 0;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #budget: ReadBudget;
  readonly #depth: number;
  /** Offset of the message in the file. */
  readonly #start: number;
  #at = 0;
  /** Where the key of the field stands. */
  #from = 0;
  #wire = 0;
  #taken = true;

  constructor(bytes: Uint8Array, budget: ReadBudget, depth = 0, start = 0) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#budget = budget;
    this.#depth = depth;
    this.#start = start;
    budget.message();
    if (depth > budget.depth) {
      throw new OnnxError(
        `readOnnx: messages lie within each other (expected up to ${budget.depth} deep, got more at byte ${start}). ` +
          'Raise the limit `depth` if you know the file.',
      );
    }
  }

  /** Goes to the next field; false at the end of the message. */
  next(): boolean {
    if (!this.#taken) this.#skip();
    if (this.#at >= this.#bytes.length) return false;
    this.#from = this.#at;
    const key = this.#varint();
    this.field = Math.floor(key / 8);
    this.#wire = key % 8;
    this.#taken = false;
    if (this.field === 0 || !Object.values<number>(wire).includes(this.#wire)) {
      return this.#refuse('fields have a number and a known coding', '1 or more', `field ${this.field}`);
    }
    return true;
  }

  /** The field as a whole number, signed; beyond 2^53 it is rounded. */
  integer(): number {
    this.#expect(wire.varint);
    return this.#varint();
  }

  /** The field as a float32 number. */
  float(): number {
    this.#expect(wire.fixed32);
    this.#room(4);
    this.#at += 4;
    return this.#view.getFloat32(this.#at - 4, true);
  }

  /** The field as bytes, a view. */
  bytes(): Uint8Array {
    this.#expect(wire.bytes);
    return this.#piece();
  }

  /** The field with its key, as it stands; also of one that was read. */
  whole(): Uint8Array {
    if (!this.#taken) this.#skip();
    return this.#bytes.subarray(this.#from, this.#at);
  }

  /** The field as text. */
  text(): string {
    const bytes = this.bytes();
    this.#budget.item();
    try {
      return texts.decode(bytes);
    } catch {
      return this.#refuse('names and texts are UTF-8', 'UTF-8', 'other bytes');
    }
  }

  /** The field as a message within this one. */
  message(): MessageReader {
    const bytes = this.bytes();
    const start = this.#start + this.#at - bytes.length;
    return new MessageReader(bytes, this.#budget, this.#depth + 1, start);
  }

  /** Appends whole numbers, packed or one by one. */
  integers(into: number[]): void {
    if (this.#wire !== wire.bytes) {
      this.#budget.item();
      into.push(this.integer());
      return;
    }
    const end = this.#packed();
    while (this.#at < end) {
      this.#budget.item();
      into.push(this.#varint());
    }
    if (this.#at !== end)
      this.#refuse('packed numbers end with their field', `byte ${end}`, String(this.#at));
  }

  /** Appends float32 numbers, packed or one by one. */
  floats(into: number[]): void {
    if (this.#wire !== wire.bytes) {
      this.#budget.item();
      into.push(this.float());
      return;
    }
    const end = this.#packed();
    if ((end - this.#at) % 4 !== 0) {
      this.#refuse('packed floats take four bytes each', 'a multiple of 4', `${end - this.#at} bytes`);
    }
    for (; this.#at < end; this.#at += 4) {
      this.#budget.item();
      into.push(this.#view.getFloat32(this.#at, true));
    }
  }

  /** The bytes of a repeated number of any coding, undecoded: a packed field, or the one number that stands here. */
  numbers(coding: 'varint' | 'fixed32' | 'fixed64'): Uint8Array {
    if (this.#wire === wire.bytes) return this.bytes();
    this.#budget.item();
    this.#expect(wire[coding]);
    const from = this.#at;
    this.#pass();
    return this.#bytes.subarray(from, this.#at);
  }

  #packed(): number {
    this.#expect(wire.bytes);
    const length = this.#varint();
    this.#room(length);
    return this.#at + length;
  }

  #piece(): Uint8Array {
    const length = this.#varint();
    this.#room(length);
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  #expect(coding: number): void {
    this.#taken = true;
    if (this.#wire === coding) return;
    this.#refuse('fields have the coding of the ONNX format', `coding ${coding}`, String(this.#wire));
  }

  /** Goes past the value of the field. */
  #pass(): void {
    switch (this.#wire) {
      case wire.varint:
        this.#varint();
        return;
      case wire.bytes:
        this.#piece();
        return;
      default: {
        const size = this.#wire === wire.fixed32 ? 4 : 8;
        this.#room(size);
        this.#at += size;
      }
    }
  }

  #skip(): void {
    this.#taken = true;
    this.#pass();
  }

  #room(size: number): void {
    const left = this.#bytes.length - this.#at;
    if (size >= 0 && size <= left) return;
    this.#refuse('a field ends within its message', `${size} bytes`, `${left} left`);
  }

  #varint(): number {
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) return this.#refuse('a number ends within its message', 'another byte', 'none');
      this.#at += 1;
      const part = byte & 0x7f;
      if (shift < 28) low += part * 2 ** shift;
      else high += part * 2 ** (shift - 28);
      if (byte < 0x80) {
        // 64 bits in two's complement: what is above them does not count.
        const upper = Math.floor(high / 16) % two32;
        const lower = (low + (high % 16) * 2 ** 28) % two32;
        return (upper >= 2 ** 31 ? upper - two32 : upper) * two32 + lower;
      }
    }
    return this.#refuse('a number takes up to ten bytes', '10', 'more');
  }

  #refuse(rule: string, expected: string, got: string): never {
    throw new OnnxError(
      `readOnnx: ${rule} (expected ${expected}, got ${got} at byte ${this.#start + this.#at}). ` +
        'Is the file a whole ONNX file?',
    );
  }
}
