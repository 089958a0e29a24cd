import { recordFormat, serializeRecord, type RecourseRecord } from '@cfq/metrics';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { recordFields, type FieldType, type RecordDescription, type RecordField } from './record-fields.ts';

/** The key under which a Parquet file of a record has its description. */
export const descriptionKey = 'cfq-record';

/** The column that says who is in the population. */
export const deniedColumn = 'denied';

/**
 * A record as a Parquet file: a row for each test instance, empty for people whom the teacher approves where a column is about
 * recourse. All that is no column is JSON in the file's metadata, under `cfq-record`. `recordOfParquet` gives back the same record.
 *
 * @throws MetricsError when the record breaks a rule of `RecourseRecord`
 */
export function parquetOfRecord(record: RecourseRecord): Uint8Array {
  // Whatever is no record is refused here.
  serializeRecord(record);
  const description = descriptionOf(record);
  const rows = record.test.label.length;
  const isDenied = Array<boolean>(rows).fill(false);
  for (const row of record.population) isDenied[row] = true;
  const columnData = recordFields(description).flatMap((field) => columnsOf(record, field));
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: [{ name: deniedColumn, data: isDenied, type: 'BOOLEAN', nullable: false }, ...columnData],
      kvMetadata: [{ key: descriptionKey, value: JSON.stringify(description) }],
      createdBy: 'cfq',
    }),
  );
}

function descriptionOf(record: RecourseRecord): RecordDescription {
  const { about, favourableClass, test, nearMiss, margins, raw, encoding } = record;
  return {
    ...{ format: recordFormat, about, favourableClass },
    subgroups: Object.fromEntries(Object.entries(test.subgroups).map(([name, { levels }]) => [name, levels])),
    fractions: nearMiss.short.fractions,
    leftOut: nearMiss.allButOne.exists.shape[1]!,
    width: margins[0]!.teacher.delta.shape[1]!,
    margins: margins.map(({ kappa, atTeacherRecourse }) => ({
      kappa,
      certified: atTeacherRecourse.certified !== undefined,
    })),
    ...(raw && { features: raw.features }),
    ...(encoding && { encoding }),
  };
}

/** How an entry is written, by how it stands. */
const writers: Readonly<Record<FieldType, (entry: unknown, levels: readonly string[]) => unknown>> = {
  INT32: (entry) => entry,
  FLOAT: (entry) => (Number.isFinite(entry) ? entry : null),
  BOOLEAN: (entry) => entry === 1,
  LEVEL: (entry, levels) => levels[entry as number],
  JSON: (entry) => JSON.stringify(entry),
};

function columnsOf(record: RecourseRecord, { path, rows, type, names, isMatrix }: RecordField) {
  const found = valueAt(record, path);
  const entries = (isMatrix ? (found as { data: ArrayLike<unknown> }).data : found) as ArrayLike<unknown>;
  const levels = type === 'LEVEL' ? record.test.subgroups[path[2]!]!.levels : [];
  const count = record.test.label.length;
  return names.map((name, column) => {
    const own = (person: number) => writers[type](entries[person * names.length + column], levels);
    const data = Array<unknown>(count).fill(null);
    if (rows === 'test') for (let row = 0; row < count; row += 1) data[row] = own(row);
    else record.population.forEach((row, person) => (data[row] = own(person)));
    return { name, data, type: type === 'LEVEL' || type === 'JSON' ? ('STRING' as const) : type };
  });
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce((one, key) => (one as Record<string, unknown>)[key], value);
}
