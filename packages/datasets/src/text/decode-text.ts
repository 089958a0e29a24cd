import { DatasetError } from '../internals/dataset-error.ts';
import { byteOrderMark } from './byte-order-mark.ts';
import { decodeWindows1252 } from './decode-windows-1252.ts';
import { invalidUtf8Byte } from './invalid-utf8-byte.ts';

export interface DecodeTextOptions {
  /** Public function that reads, for error messages. */
  readonly caller: string;
  /** File as people know it, for error messages. */
  readonly file: string;
  /**
   * A label of the WHATWG Encoding Standard: `utf-8`, `latin1`, `windows-1252`, `utf-16le`, `shift_jis`, … Default: what
   * the byte order mark says, else `utf-8`.
   */
  readonly encoding?: string | undefined;
  /** What to do about a file that is no UTF-8, a sentence. Default: save it as UTF-8. */
  readonly remedy?: string | undefined;
}

/**
 * The text of a file's bytes, without byte order mark. Strict: no byte is replaced by U+FFFD.
 *
 * @throws DatasetError naming line, column and byte of the first one that the encoding does not have; where a NUL byte
 *   says that this is UTF-16 without a mark; where mark and encoding disagree; or for a label nobody knows.
 */
export function decodeText(bytes: Uint8Array, options: DecodeTextOptions): string {
  const { caller, file, remedy = 'Save the file as UTF-8.' } = options;
  const mark = byteOrderMark(bytes);
  const wanted = options.encoding === undefined ? undefined : decoderOf(options.encoding, options);
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
  const content = mark === undefined ? bytes : bytes.subarray(mark.length);
  const zero = encoding.startsWith('utf-16') ? -1 : content.indexOf(0);
  if (zero >= 0) {
    const likely = content[0] === 0 ? 'utf-16be' : 'utf-16le';
    throw new DatasetError(
      `${caller}: ${file} ${placeOf(content, zero)}: byte 0x00 is no text (expected ${encoding}). If the file is UTF-16 ` +
        `without a byte order mark, say encoding: ${likely}; else save it as UTF-8.`,
    );
  }
  if (encoding === 'utf-8') {
    const invalid = invalidUtf8Byte(content);
    if (invalid >= 0) {
      const byte = content[invalid]!.toString(16).toUpperCase().padStart(2, '0');
      throw new DatasetError(
        `${caller}: ${file} ${placeOf(content, invalid)}: byte 0x${byte} is not UTF-8 (expected text in UTF-8). ${remedy}`,
      );
    }
  }
  if (encoding === 'windows-1252') return decodeWindows1252(content);
  const decoder = decoderOf(encoding, options);
  try {
    return decoder.decode(content);
  } catch (cause) {
    throw new DatasetError(
      `${caller}: ${file} holds bytes that are not ${encoding} (expected text in it). Correct the encoding.`,
      { cause },
    );
  }
}

function decoderOf(label: string, { caller, file }: DecodeTextOptions): InstanceType<typeof TextDecoder> {
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

/** Line and column (in characters, from 1) of a byte; everything before it is well-formed. */
function placeOf(bytes: Uint8Array, at: number): string {
  const before = decodeWindows1252(bytes.subarray(0, at)).split(/\r\n|\r|\n/);
  const lineBytes = before.at(-1)!.length;
  const start = bytes.subarray(at - lineBytes, at);
  return `line ${before.length}, column ${new TextDecoder().decode(start).length + 1}`;
}
