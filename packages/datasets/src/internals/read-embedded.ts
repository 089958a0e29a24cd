import { parquetRead } from 'hyparquet';
import { DatasetError } from './dataset-error.ts';
import { readTable } from '../tables/read-table.ts';
import type { SourceColumn } from '../tables/source-column.ts';
import type { Table } from '../tables/table.ts';

/**
 * Reads embedded rows into a typed table: Parquet files in base64, whose columns together are the set's. Works in Node
 * and in browsers.
 *
 * @throws DatasetError where a column is absent or a cell does not fit its source column.
 */
export async function readEmbedded(
  files: readonly string[],
  columns: readonly SourceColumn[],
): Promise<Table> {
  const chunks = new Map<string, ArrayLike<string | number>[]>();
  const onChunk = ({ columnName, columnData }: { columnName: string; columnData: unknown }) => {
    const seen = chunks.get(columnName) ?? [];
    chunks.set(columnName, [...seen, columnData as ArrayLike<string | number>]);
  };
  for (const base64 of files) await parquetRead({ file: bytesOf(base64).buffer, onChunk });
  const cells = (name: string): ArrayLike<string | number> => {
    const parts = chunks.get(name);
    if (parts === undefined)
      throw new DatasetError(`readEmbedded: no column "${name}" is embedded. Rebuild the rows.`);
    return parts.length === 1 ? parts[0]! : parts.flatMap((part) => Array.from(part));
  };
  const rows = cells(columns[0]?.name ?? '').length;
  return readTable({ caller: 'readEmbedded', file: 'embedded rows', rows, columns, cells });
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
