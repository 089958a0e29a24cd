import { bytesInMemory } from './byte-source.ts';
import { decodeChunks } from './decode-chunks.ts';

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
  return [...decodeChunks(bytesInMemory(bytes), options)].join('');
}
