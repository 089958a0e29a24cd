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

function parseRecords(caller: string, file: string, text: string, delimiter: string): ParsedRecord[] {
  try {
    // With `raw`, records come with their text, which the library's types do not express.
    const records: unknown = parse(delimiter === ' ' ? singleBlanks(text) : text, {
      delimiter,
      bom: true,
      trim: true,
      skip_empty_lines: true,
      raw: true,
    });
    return records as ParsedRecord[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as CsvError & { lines?: number };
    throw new DatasetError(
      `${caller}: ${file} line ${lines ?? '?'}: malformed CSV (${error.code}${countsOf(error.message)}). Correct the file, or the delimiter.`,
      {
        cause: error.code,
      },
    );
  }
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
