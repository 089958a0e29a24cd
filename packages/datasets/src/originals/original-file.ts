/** A file as its publisher serves it. */
export interface OriginalFile {
  /** File name, also in the cache and in a data directory. */
  readonly file: string;
  /** Publisher's address. */
  readonly url: string;
  /** SHA-256 of the content, hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
}
