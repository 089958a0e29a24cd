import { gunzipSync } from 'node:zlib';
import { MetricsError, parseRecord, recordFormat, type RecourseRecord } from '@cfq/metrics';
import { summarize } from '@cfq/metrics/aggregates';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { exitCode, type ExitCode } from '../../command-line/exit-code.ts';
import { oneLine } from '../../command-line/one-line.ts';
import { parseList } from '../../command-line/parse-list.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { columnsOfText, type TextColumns } from '../../measuring/columns-of-text.ts';
import { measuredTables, recordTables } from '../../measuring/measured-table.ts';
import { measurePredictions } from '../../measuring/measure-predictions.ts';
import { predictionsOfColumns } from '../../measuring/predictions-of-columns.ts';
import { drawTable } from '../../tables/write-tables.ts';
import { readGivenFile } from '../../configuration/read-given-file.ts';

/** What `cfq measure` may be told. */
export interface MeasureFlags {
  readonly favourable?: string;
  readonly by?: string;
  readonly seed?: string;
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
  const text = isParquet ? '' : textOf(file);
  const record = isParquet ? undefined : recordOf(file, text);
  if (record !== undefined) {
    const unused = (['favourable', 'by'] as const).find((name) => flags[name] !== undefined);
    if (unused !== undefined) {
      throw new UsageError(
        `--${unused}: is for tables of predictions (${file} is a record, which says it). Leave it out.`,
      );
    }
    const summary = summarize(record, { seed });
    if (flags.json === true) stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
    else for (const one of recordTables(summary)) stdout.write(`${drawTable(one, flags, stdout)}\n`);
    return exitCode.success;
  }
  const { favourable = '1', by } = flags;
  const options = { favourable, by: by === undefined ? [] : parseList('by', by) };
  const columns = isParquet ? await parquetColumns(file) : columnsOfText(file, text);
  const { predictions, unread } = predictionsOfColumns(file, columns, options);
  if (unread.length > 0) stderr.write(`not read: ${unread.join(', ')}\n`);
  const measured = measurePredictions(predictions, seed);
  if (flags.json === true) stdout.write(`${JSON.stringify(measured, null, 2)}\n`);
  else for (const one of measuredTables(measured)) stdout.write(`${drawTable(one, flags, stdout)}\n`);
  return exitCode.success;
}

/** The columns of a Parquet file. What reads it is loaded for one alone. */
async function parquetColumns(file: string): Promise<TextColumns> {
  let bytes: Uint8Array;
  try {
    bytes = readGivenFile(file);
  } catch (error) {
    throw new UsageError(`measure: cannot read "${file}" (${oneLine(error)}). Give another.`, {
      cause: error,
    });
  }
  const { columnsOfParquet } = await import('../../measuring/columns-of-parquet.ts');
  return columnsOfParquet(file, bytes);
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
