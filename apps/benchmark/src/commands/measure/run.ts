import { gunzipSync, gzipSync } from 'node:zlib';
import { MetricsError, parseRecord, recordFormat, serializeRecord, type RecourseRecord } from '@cfq/metrics';
import { summarize } from '@cfq/metrics/aggregates';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { exitCode, type ExitCode } from '../../command-line/exit-code.ts';
import { oneLine } from '../../command-line/one-line.ts';
import { parseList } from '../../command-line/parse-list.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { columnsOfText } from '../../measuring/columns-of-text.ts';
import { measuredTables, recordTables } from '../../measuring/measured-table.ts';
import { measurePredictions } from '../../measuring/measure-predictions.ts';
import { predictionsOfColumns } from '../../measuring/predictions-of-columns.ts';
import { assertFileTarget } from '../../store/assert-target.ts';
import { writeFileAtomically } from '../../store/write-file-atomically.ts';
import { drawTable } from '../../tables/write-tables.ts';
import { readGivenFile } from '../../configuration/read-given-file.ts';

/** What `cfq measure` may be told. */
export interface MeasureFlags {
  readonly favourable?: string;
  readonly by?: string;
  readonly seed?: string;
  readonly record?: string;
  readonly markdown?: boolean;
  readonly json?: boolean;
}

/**
 * `cfq measure`: every metric that a file of predictions allows, with intervals; of a record every aggregate of the protocol.
 *
 * @throws UsageError naming the place in the file, or the flag, that cannot be used
 */
export async function measure(
  file: string,
  flags: MeasureFlags,
  { stdout, stderr }: Terminal,
): Promise<ExitCode> {
  const seed = seedOf(flags.seed);
  const isParquet = /\.parquet$/i.test(file);
  if (flags.record !== undefined) assertRecordTarget(flags.record);
  const text = isParquet ? '' : textOf(file);
  const table = isParquet ? await parquetOf(file) : undefined;
  const record = table === undefined ? recordOf(file, text) : 'record' in table ? table.record : undefined;
  if (record !== undefined) {
    const unused = (['favourable', 'by'] as const).find((name) => flags[name] !== undefined);
    if (unused !== undefined) {
      throw new UsageError(
        `--${unused}: is for tables of predictions (${file} is a record, which says it). Leave it out.`,
      );
    }
    if (flags.record !== undefined) await writeRecord(flags.record, record);
    const summary = summarize(record, { seed });
    if (flags.json === true) stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
    else for (const one of recordTables(summary)) stdout.write(`${drawTable(one, flags, stdout)}\n`);
    return exitCode.success;
  }
  if (flags.record !== undefined) {
    throw new UsageError(`--record: is for records (${file} is a table of predictions). Leave it out.`);
  }
  const { favourable = '1', by } = flags;
  const options = { favourable, by: by === undefined ? [] : parseList('by', by) };
  const columns = table === undefined || 'record' in table ? columnsOfText(file, text) : table.columns;
  const { predictions, unread } = predictionsOfColumns(file, columns, options);
  if (unread.length > 0) stderr.write(`not read: ${unread.join(', ')}\n`);
  const measured = measurePredictions(predictions, seed);
  if (flags.json === true) stdout.write(`${JSON.stringify(measured, null, 2)}\n`);
  else for (const one of measuredTables(measured)) stdout.write(`${drawTable(one, flags, stdout)}\n`);
  return exitCode.success;
}

/** What is in a Parquet file. What reads it is loaded for one alone. */
async function parquetOf(file: string) {
  let bytes: Uint8Array;
  try {
    bytes = readGivenFile(file);
  } catch (error) {
    throw new UsageError(`measure: cannot read "${file}" (${oneLine(error)}). Give another.`, {
      cause: error,
    });
  }
  const { readParquet } = await import('../../measuring/read-parquet.ts');
  return readParquet(file, bytes);
}

function assertRecordTarget(file: string): void {
  if (!/\.(?:parquet|json|json\.gz)$/i.test(file)) {
    throw new UsageError(
      `--record: ends in .parquet, .json or .json.gz, which says how it is written (got "${file}"). Rename it.`,
    );
  }
  assertFileTarget('--record', file);
}

/** Writes a record as the ending of its file says. */
async function writeRecord(file: string, record: RecourseRecord): Promise<void> {
  if (/\.parquet$/i.test(file)) {
    const { parquetOfRecord } = await import('../../measuring/records/parquet-of-record.ts');
    writeFileAtomically(file, parquetOfRecord(record));
    return;
  }
  const text = serializeRecord(record);
  writeFileAtomically(file, /\.gz$/i.test(file) ? gzipSync(text) : text);
}

function textOf(file: string): string {
  try {
    const bytes = readGivenFile(file);
    return new TextDecoder('utf-8', { fatal: true }).decode(/\.gz$/i.test(file) ? gunzipSync(bytes) : bytes);
  } catch (error) {
    throw new UsageError(`measure: cannot read "${file}" as text (${oneLine(error)}). Give another.`, {
      cause: error,
    });
  }
}

/** The record in a text, if that is what it says it is. */
function recordOf(file: string, text: string): RecourseRecord | undefined {
  if (!new RegExp(`^\\s*\\{\\s*"format"\\s*:\\s*"${recordFormat.replace(/\d+$/, '\\d+')}"`).test(text))
    return undefined;
  try {
    return parseRecord(text);
  } catch (error) {
    if (!(error instanceof MetricsError || error instanceof SyntaxError)) throw error;
    throw new UsageError(`measure: ${file} is no whole record: ${oneLine(error)}`, { cause: error });
  }
}

function seedOf(text = '0'): number {
  const seed = Number(text);
  if (text.trim() !== '' && Number.isInteger(seed) && seed >= 0) return seed;
  throw new UsageError(`--seed: is a whole number from 0 (got "${text}"). Correct it.`);
}
