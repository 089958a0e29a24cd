import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import { DatasetError } from '../internals/dataset-error.ts';

export interface ReadCsvRowsOptions {
  /** Public function that reads, for error messages. */
  readonly caller: string;
  readonly file: string;
  readonly text: string;
  /** One character. Default `,`. */
  readonly delimiter?: string;
}

export interface CsvRows {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Line each row starts on, from 1. */
  readonly lines: readonly number[];
}

/**
 * Header and rows of a CSV text (RFC 4180 quoting), cells trimmed outside quotes. Every row has as many cells as the
 * header.
 *
 * @throws DatasetError naming the line of malformed CSV, or where there is no row.
 */
export function readCsvRows({ caller, file, text, delimiter = ',' }: ReadCsvRowsOptions): CsvRows {
  const records = parseRecords(caller, file, text, delimiter);
  const [first, ...rest] = records;
  if (first === undefined || rest.length === 0) {
    throw new DatasetError(
      `${caller}: ${file} has a header and at least one row (got neither or one). Fill it.`,
    );
  }
  return {
    header: first.record,
    rows: rest.map(({ record }) => record),
    lines: linesOf(records).slice(1),
  };
}

interface ParsedRecord {
  record: string[];
  /** The characters of the record, with the empty lines before it and the end of its last line. */
  raw: string;
}

const lineEnd = /\r\n|\n|\r/g;
const emptyLines = /^(?:[ \t]*(?:\r\n|\n|\r))*/;

const linesIn = (text: string) => text.match(lineEnd)?.length ?? 0;

/** Line each record starts on; the library's own count takes an end of line within quotes for two. */
function linesOf(records: readonly ParsedRecord[]): number[] {
  let before = 0;
  return records.map(({ raw }) => {
    const start = before + linesIn(emptyLines.exec(raw)![0]) + 1;
    before += linesIn(raw);
    return start;
  });
}

/** Characters of a row; one of a hundred thousand columns has some millions. */
const longestRecord = 2 ** 24;

function parseRecords(caller: string, file: string, text: string, delimiter: string): ParsedRecord[] {
  const long = longLine(text);
  if (long !== undefined) throw tooLong(caller, file, long);
  try {
    // With `raw`, records come with their text, which the library's types do not express.
    const records: unknown = parse(delimiter === ' ' ? singleBlanks(text) : text, {
      delimiter,
      bom: true,
      trim: true,
      skip_empty_lines: true,
      raw: true,
      max_record_size: longestRecord,
    });
    return records as ParsedRecord[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as CsvError & { lines?: number };
    if (error.code === 'CSV_MAX_RECORD_SIZE') throw tooLong(caller, file, lines);
    throw new DatasetError(
      `${caller}: ${file} line ${lines ?? '?'}: malformed CSV (${error.code}${countsOf(error.message)}). Correct the file, or the delimiter.`,
      {
        cause: error.code,
      },
    );
  }
}

function tooLong(caller: string, file: string, line: number | undefined): DatasetError {
  return new DatasetError(
    `${caller}: ${file} line ${line ?? '?'}: a row is no longer than ${longestRecord} characters (got more). Close its ` +
      'quotes, or take out the cell that is no value.',
  );
}

/** The first line that is longer than a row may be, from 1: found before the parser copies it several times. */
function longLine(text: string): number | undefined {
  if (text.length <= longestRecord) return undefined;
  let [start, line] = [0, 1];
  for (const { index } of text.matchAll(/\n/g)) {
    if (index - start > longestRecord) return line;
    [start, line] = [index + 1, line + 1];
  }
  return text.length - start > longestRecord ? line : undefined;
}

/** A text in which every run of blanks outside quotes is one, and none begins or ends a line. */
function singleBlanks(text: string): string {
  return text
    .split('"')
    .map((part, index) =>
      index % 2 === 1 ? part : part.replace(/[ \t]+/g, ' ').replace(/ ?(\r\n|\n|\r) ?/g, '$1'),
    )
    .join('"')
    .replace(/^ +| +$/g, '');
}

/** How many cells were expected and found, where that is what the parser complains about. */
function countsOf(message: string): string {
  const [, expected, got] = /expect (\d+), got (\d+)/.exec(message) ?? [];
  return expected === undefined ? '' : `: the header has ${expected} cells, the row ${got}`;
}
