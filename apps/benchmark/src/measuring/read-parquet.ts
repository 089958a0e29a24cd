import type { RecourseRecord } from '@cfq/metrics';
import { parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet';
import { UsageError } from '../command-line/benchmark-error.ts';
import { oneLine } from '../command-line/one-line.ts';
import { textOfEntry, type TextColumns } from './columns-of-text.ts';
import { compressors } from './parquet-compressors.ts';
import { recordOfParquet } from './records/record-of-parquet.ts';

/**
 * Reads a table of predictions from a Parquet file, as data frames write it: one row a person, numbers of any width, int64
 * among them, truth values, texts and nulls. A file that says it is a record is read as one.
 *
 * @param name of the file, for errors
 * @throws UsageError for what is no such file, a compression that is not known (Snappy, gzip, Brotli and none are), or naming
 *   the entry that is neither a number, a text nor null
 */
export async function readParquet(
  name: string,
  bytes: Uint8Array,
): Promise<{ readonly record: RecourseRecord } | { readonly columns: TextColumns }> {
  const file = new Uint8Array(bytes).buffer;
  let names: string[];
  let rows: Record<string, unknown>[];
  try {
    const metadata = await parquetMetadataAsync(file);
    const record = await recordOfParquet(name, file, metadata);
    if (record !== undefined) return { record };
    names = parquetSchema(metadata).children.map(({ element }) => element.name);
    rows = await parquetReadObjects({ file, metadata, compressors });
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      `measure: ${name} is no Parquet file that can be read (${oneLine(error)}). Write another.`,
      {
        cause: error,
      },
    );
  }
  if (rows.length === 0) throw new UsageError(`measure: ${name} has at least one row (got none). Fill it.`);
  const columns = names.map(
    (column) =>
      [column, rows.map((row, at) => textOfEntry(row[column] ?? null, `${name}: ${column}[${at}]`))] as const,
  );
  return { columns: new Map(columns) };
}
