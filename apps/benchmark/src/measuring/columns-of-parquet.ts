import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet';
import { UsageError } from '../command-line/benchmark-error.ts';
import { oneLine } from '../command-line/one-line.ts';
import { textOfEntry, type TextColumns } from './columns-of-text.ts';

/**
 * Reads a table of predictions from a Parquet file, as data frames write it: one row a person, numbers of any width, int64
 * among them, truth values, texts and nulls.
 *
 * @param name of the file, for errors
 * @throws UsageError for what is no such file, a compression that is not known (Snappy, gzip, Brotli and none are), or naming
 *   the entry that is neither a number, a text nor null
 */
export async function columnsOfParquet(name: string, bytes: Uint8Array): Promise<TextColumns> {
  const file = new Uint8Array(bytes).buffer;
  let names: string[];
  let rows: Record<string, unknown>[];
  try {
    const metadata = await parquetMetadataAsync(file);
    names = parquetSchema(metadata).children.map(({ element }) => element.name);
    rows = await parquetReadObjects({ file, metadata, compressors });
  } catch (error) {
    throw new UsageError(
      `measure: ${name} is no Parquet file that can be read (${oneLine(error)}). Write another.`,
      {
        cause: error,
      },
    );
  }
  if (rows.length === 0) throw new UsageError(`measure: ${name} has at least one row (got none). Fill it.`);
  return new Map(
    names.map((column) => [
      column,
      rows.map((row, at) => textOfEntry(row[column] ?? null, `${name}: ${column}[${at}]`)),
    ]),
  );
}

const compressors = {
  GZIP: (input: Uint8Array) => new Uint8Array(gunzipSync(input)),
  BROTLI: (input: Uint8Array) => new Uint8Array(brotliDecompressSync(input)),
};
