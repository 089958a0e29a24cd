/** Bytes that can be gone through more than once, a piece at a time. */
export interface ByteSource {
  /** The bytes from the first on; every call begins anew. */
  chunks(): Iterable<Uint8Array>;
}

/** Bytes of a piece. */
export const chunkBytes = 2 ** 20;

/** Bytes that are in memory, as a source. */
export function bytesInMemory(bytes: Uint8Array): ByteSource {
  return {
    *chunks() {
      for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
    },
  };
}
