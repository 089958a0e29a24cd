import { DatasetError } from '../internals/dataset-error.ts';
import { byteOrderMark, longestMark, type ByteOrderMark } from './byte-order-mark.ts';
import type { ByteSource } from './byte-source.ts';
import type { DecodeTextOptions } from './decode-text.ts';
import { decodeWindows1252 } from './decode-windows-1252.ts';
import { completeUtf8Length, invalidUtf8Byte } from './invalid-utf8-byte.ts';

/**
 * The text of bytes, without byte order mark, as it is decoded: no more of it is held than a piece.
 *
 * @throws DatasetError as `decodeText`, once the pieces up to the bad byte were taken.
 */
export function* decodeChunks(source: ByteSource, options: DecodeTextOptions): Generator<string> {
  const mark = byteOrderMark(headOf(source));
  const encoding = encodingOf(mark, options);
  const skipped = mark?.length ?? 0;
  const content = { chunks: () => without(source.chunks(), skipped) };
  const decode = decoderOf(encoding, content, options);
  for (const chunk of content.chunks()) {
    const text = decode(chunk);
    if (text !== '') yield text;
  }
  const last = decode();
  if (last !== '') yield last;
}

/** As many bytes as a mark may take. */
function headOf(source: ByteSource): Uint8Array {
  const head: number[] = [];
  for (const chunk of source.chunks()) {
    head.push(...chunk.subarray(0, longestMark - head.length));
    if (head.length === longestMark) break;
  }
  return Uint8Array.from(head);
}

function* without(chunks: Iterable<Uint8Array>, bytes: number): Generator<Uint8Array> {
  let skip = bytes;
  for (const chunk of chunks) {
    if (skip < chunk.length) yield chunk.subarray(skip);
    skip = Math.max(0, skip - chunk.length);
  }
}

function encodingOf(mark: ByteOrderMark | undefined, options: DecodeTextOptions): string {
  const { caller, file } = options;
  const wanted = options.encoding === undefined ? undefined : platformDecoder(options.encoding, options);
  const encoding = wanted?.encoding ?? mark?.encoding ?? 'utf-8';
  if (mark?.encoding === 'utf-32') {
    throw new DatasetError(
      `${caller}: ${file} begins with the byte order mark of UTF-32 (expected UTF-8). Save the file as UTF-8.`,
    );
  }
  if (mark !== undefined && mark.encoding !== encoding) {
    throw new DatasetError(
      `${caller}: ${file} begins with the byte order mark of ${mark.encoding} (expected encoding ` +
        `"${options.encoding}"). Say encoding: ${mark.encoding}, or leave it out.`,
    );
  }
  return encoding;
}

/** Decodes chunk after chunk; called without one, it says what is left at the end. */
type ChunkDecoder = (chunk?: Uint8Array) => string;

function decoderOf(encoding: string, content: ByteSource, options: DecodeTextOptions): ChunkDecoder {
  if (encoding.startsWith('utf-16')) return platformChunks(encoding, options);
  const decode =
    encoding === 'utf-8'
      ? utf8Chunks(content, options)
      : encoding === 'windows-1252'
        ? (chunk?: Uint8Array) => (chunk === undefined ? '' : decodeWindows1252(chunk))
        : platformChunks(encoding, options);
  let offset = 0;
  return (chunk) => {
    const zero = chunk?.indexOf(0) ?? -1;
    if (zero >= 0) throw zeroByte(content, offset + zero, encoding, options);
    offset += chunk?.length ?? 0;
    try {
      return decode(chunk);
    } catch (error) {
      // What tells of UTF-16 goes before what is wrong with it as another encoding.
      const later = indexOfZero(content);
      throw later < 0 ? error : zeroByte(content, later, encoding, options);
    }
  };
}

function utf8Chunks(content: ByteSource, options: DecodeTextOptions): ChunkDecoder {
  const { caller, file, remedy = 'Save the file as UTF-8.' } = options;
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let rest: Uint8Array = new Uint8Array();
  let offset = 0;
  return (chunk) => {
    const bytes = chunk === undefined || rest.length === 0 ? (chunk ?? rest) : joined(rest, chunk);
    const whole = chunk === undefined ? bytes.length : completeUtf8Length(bytes);
    const invalid = invalidUtf8Byte(bytes.subarray(0, whole));
    if (invalid >= 0) {
      const at = offset + invalid;
      const byte = bytes[invalid]!.toString(16).toUpperCase().padStart(2, '0');
      throw new DatasetError(
        `${caller}: ${file} ${placeOf(content, at)}: byte 0x${byte} is not UTF-8 (expected text in UTF-8). ${remedy}`,
      );
    }
    rest = bytes.slice(whole);
    offset += whole;
    return decoder.decode(bytes.subarray(0, whole));
  };
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

function platformChunks(encoding: string, options: DecodeTextOptions): ChunkDecoder {
  const decoder = platformDecoder(encoding, options);
  return (chunk) => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch (cause) {
      throw new DatasetError(
        `${options.caller}: ${options.file} holds bytes that are not ${encoding} (expected text in it). Correct the encoding.`,
        { cause },
      );
    }
  };
}

function platformDecoder(
  label: string,
  { caller, file }: DecodeTextOptions,
): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true });
  } catch (cause) {
    throw new DatasetError(
      `${caller}: ${file}: unknown encoding "${label}" (expected a label such as utf-8, latin1, windows-1252, ` +
        `iso-8859-15, windows-1250, utf-16le or shift_jis). Correct it.`,
      { cause },
    );
  }
}

function indexOfZero(content: ByteSource): number {
  let offset = 0;
  for (const chunk of content.chunks()) {
    const zero = chunk.indexOf(0);
    if (zero >= 0) return offset + zero;
    offset += chunk.length;
  }
  return -1;
}

function zeroByte(
  content: ByteSource,
  at: number,
  encoding: string,
  { caller, file }: DecodeTextOptions,
): DatasetError {
  const [first] = content.chunks();
  const likely = first?.[0] === 0 ? 'utf-16be' : 'utf-16le';
  return new DatasetError(
    `${caller}: ${file} ${placeOf(content, at)}: byte 0x00 is no text (expected ${encoding}). If the file is UTF-16 ` +
      `without a byte order mark, say encoding: ${likely}; else save it as UTF-8.`,
  );
}

const [lineFeed, carriageReturn] = [0x0a, 0x0d];

/** Line and column (in characters, from 1) of a byte; everything before it is well-formed. */
function placeOf(content: ByteSource, at: number): string {
  let [offset, line, start, before] = [0, 1, 0, 0];
  for (const chunk of content.chunks()) {
    for (const byte of chunk.subarray(0, Math.max(0, at - offset))) {
      offset += 1;
      if (byte === lineFeed || byte === carriageReturn) {
        if (byte === carriageReturn || before !== carriageReturn) line += 1;
        start = offset;
      }
      before = byte;
    }
    if (offset >= at) break;
  }
  const decoder = new TextDecoder();
  let [column, from] = [1, 0];
  for (const chunk of content.chunks()) {
    const part = chunk.subarray(Math.max(0, start - from), Math.max(0, at - from));
    column += decoder.decode(part, { stream: true }).length;
    from += chunk.length;
  }
  return `line ${line}, column ${column}`;
}
