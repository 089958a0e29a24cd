/** A file as its publisher serves it. */
export interface OriginalFile {
  /** File name, also in the cache and in a data directory. */
  readonly file: string;
  /** The publisher's address; where that serves an archive or a sheet alone, a redistributor's. */
  readonly url: string;
  /** SHA-256 of the content, hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
}
