import { brotliDecompressSync, gunzipSync } from 'node:zlib';

/** What reads pages of Parquet files beside Snappy, which comes with the reader. */
export const compressors = {
  GZIP: (input: Uint8Array) => new Uint8Array(gunzipSync(input)),
  BROTLI: (input: Uint8Array) => new Uint8Array(brotliDecompressSync(input)),
};
