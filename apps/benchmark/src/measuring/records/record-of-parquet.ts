import { MetricsError, parseRecord, type RecourseRecord } from '@cfq/metrics';
import { parquetRead, type FileMetaData } from 'hyparquet';
import * as z from 'zod';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { oneLine } from '../../command-line/one-line.ts';
import { compressors } from '../parquet-compressors.ts';
import { deniedColumn, descriptionKey } from './parquet-of-record.ts';
import { recordFields, type FieldType, type RecordDescription } from './record-fields.ts';

const count = z.int().min(0).max(100_000);
const descriptionSchema = z.strictObject({
  format: z.string(),
  about: z.record(z.string(), z.union([z.string(), z.number()])),
  favourableClass: z.number(),
  subgroups: z.record(z.string(), z.array(z.string())),
  fractions: z.array(z.number()),
  leftOut: count,
  width: count,
  margins: z.array(z.strictObject({ kappa: z.number(), certified: z.boolean() })),
  features: z.array(z.unknown()).optional(),
  encoding: z.unknown().optional(),
});

/**
 * The record in a Parquet file, or undefined where the file does not say that it is one.
 *
 * @param name of the file, for errors
 * @throws UsageError naming what of the record is not there or breaks a rule of `RecourseRecord`
 */
export async function recordOfParquet(
  name: string,
  file: ArrayBuffer,
  metadata: FileMetaData,
): Promise<RecourseRecord | undefined> {
  const text = metadata.key_value_metadata?.find(({ key }) => key === descriptionKey)?.value;
  if (text === undefined) return undefined;
  const broken = (why: string, cause?: unknown) =>
    new UsageError(`measure: ${name} is no whole record: ${why}`, { cause });
  let description: RecordDescription;
  try {
    description = descriptionSchema.parse(JSON.parse(text));
  } catch (error) {
    throw broken(`what it says of its columns cannot be read (${oneLine(error)}). Write it again.`, error);
  }
  const columns = await columnsOf(file, metadata);
  const column = (key: string): readonly unknown[] => {
    const found = columns.get(key);
    if (found === undefined) throw broken(`it has no column "${key}". Write it again.`);
    return found;
  };
  const population = column(deniedColumn).flatMap((is, row) => (is === true ? [row] : []));
  try {
    const { format, about, favourableClass, features, encoding } = description;
    const record: Record<string, unknown> = { format, about, favourableClass, population };
    place(record, ['test', 'subgroups'], {});
    for (const [attribute, levels] of Object.entries(description.subgroups)) {
      place(record, ['test', 'subgroups', attribute, 'levels'], levels);
    }
    place(record, ['nearMiss', 'short', 'fractions'], description.fractions);
    record['margins'] = description.margins.map(({ kappa }) => ({ kappa }));
    if (features !== undefined) record['raw'] = { features, margins: description.margins.map(() => ({})) };
    if (encoding !== undefined) record['encoding'] = encoding;
    for (const { path, rows, type, names, isMatrix } of recordFields(description)) {
      const levels = type === 'LEVEL' ? description.subgroups[path[2]!]! : [];
      const own = names.map((key) => {
        const entries = column(key);
        const taken = rows === 'test' ? entries : population.map((row) => entries[row]);
        return taken.map((entry, at) => readers[type](entry, levels, `"${key}"[${at}]`));
      });
      place(record, path, isMatrix ? matrixOf(own, population.length, path.at(-1) === 'delta') : own[0]);
    }
    return parseRecord(JSON.stringify(record));
  } catch (error) {
    if (!(error instanceof MetricsError || error instanceof SyntaxError)) throw error;
    throw broken(oneLine(error), error);
  }
}

/** How an entry is read, by how it stands; what is of another kind is left as it is, for the rules of records to name. */
const readers: Readonly<
  Record<FieldType, (entry: unknown, levels: readonly string[], place: string) => unknown>
> = {
  INT32: (entry) => entry,
  FLOAT: (entry) => entry,
  BOOLEAN: (entry) => (typeof entry === 'boolean' ? Number(entry) : entry),
  LEVEL: (entry, levels, at) => {
    const code = levels.indexOf(entry as string);
    if (code >= 0) return code;
    throw new SyntaxError(`${at} is one of the groups that the record names. Write it again.`);
  },
  JSON: (entry) => JSON.parse(String(entry)) as unknown,
};

/** The JSON form of a matrix, given its columns. */
function matrixOf(columns: readonly (readonly unknown[])[], rows: number, isSparse: boolean) {
  const shape = [rows, columns.length];
  const data = Array.from({ length: rows }, (_, row) => columns.map((one) => one[row])).flat();
  if (!isSparse) return { shape, data };
  const indices = [...data.keys()].filter((at) => data[at] !== 0);
  return { shape, indices, data: indices.map((at) => data[at]) };
}

/** Puts a value into a tree of plain objects and arrays, which grows where it has to. */
function place(tree: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path as [string, ...string[]];
  if (rest.length === 0) Object.defineProperty(tree, key, { value, enumerable: true, configurable: true });
  else {
    if (!Object.hasOwn(tree, key)) place(tree, [key], {});
    place(tree[key] as Record<string, unknown>, rest, value);
  }
}

async function columnsOf(
  file: ArrayBuffer,
  metadata: FileMetaData,
): Promise<ReadonlyMap<string, readonly unknown[]>> {
  const rows = Number(metadata.num_rows);
  const columns = new Map<string, unknown[]>();
  await parquetRead({
    ...{ file, metadata, compressors },
    onChunk({ columnName, columnData, rowStart }) {
      const column = columns.get(columnName) ?? Array<unknown>(rows).fill(null);
      columns.set(columnName, column);
      for (let at = 0; at < columnData.length; at += 1) {
        const value: unknown = columnData[at];
        column[rowStart + at] = typeof value === 'bigint' ? Number(value) : (value ?? null);
      }
    },
  });
  return columns;
}
