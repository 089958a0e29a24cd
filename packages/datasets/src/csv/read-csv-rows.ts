import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import { DatasetError } from '../internals/dataset-error.ts';
import { growingArray } from '../tables/growing-array.ts';
import { csvPieces, withWholeLineEnds } from './csv-pieces.ts';
import { longLine } from './long-line.ts';
import { plainRows } from './plain-rows.ts';

export interface ReadCsvRowsOptions {
  /** Public function that reads, for error messages. */
  readonly caller: string;
  readonly file: string;
  /** The text, or what gives it in chunks, from its beginning at every call. */
  readonly text: string | (() => Iterable<string>);
  /** One character. Default `,`. */
  readonly delimiter?: string;
}

export interface CsvRows {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Line each row starts on, from 1. */
  readonly lines: readonly number[];
}

export interface ReadCsvColumnsOptions extends ReadCsvRowsOptions {
  /** Who keeps the cells of the column at a place of the header; asked once, undefined where nobody does. */
  readonly keeperOf: (name: string, place: number) => CellKeeper | undefined;
}

/** Takes the cells of one column, row by row. */
interface CellKeeper {
  add(cell: string): void;
}

export interface CsvColumns {
  readonly header: readonly string[];
  readonly rows: number;
  /** Line each row starts on, from 1. */
  readonly lines: Int32Array;
}

/**
 * Header and rows of a CSV text (RFC 4180 quoting), cells trimmed outside quotes. Every row has as many cells as the
 * header.
 *
 * @throws DatasetError naming the line of malformed CSV, or where there is no row.
 */
export function readCsvRows(options: ReadCsvRowsOptions): CsvRows {
  const rows: string[][] = [];
  const lines: number[] = [];
  const header = readRecords(options, (row, line) => {
    rows.push(row);
    lines.push(line);
  });
  return { header, rows, lines };
}

/**
 * As `readCsvRows`, every cell given to the keeper of its column: of a long file nothing is held but what they keep.
 *
 * @throws DatasetError as `readCsvRows`.
 */
export function readCsvColumns({ keeperOf, ...options }: ReadCsvColumnsOptions): CsvColumns {
  const lines = growingArray(Int32Array);
  let keepers: readonly (CellKeeper | undefined)[] | undefined;
  const header = readRecords(options, (row, line, names) => {
    keepers ??= names.map(keeperOf);
    for (let place = 0; place < row.length; place += 1) keepers[place]?.add(row[place]!);
    lines.add(line);
  });
  return { header, rows: lines.length, lines: lines.take() };
}

/** Takes a row, the line it starts on, from 1, and the header. */
type RowVisitor = (row: string[], line: number, header: readonly string[]) => void;

/** Characters of a row; one of a hundred thousand columns has some millions. */
const longestRecord = 2 ** 24;

/** Characters that the parser, which copies them several times, is given at once. */
const pieceLength = 2 ** 20;

/** Characters after which a piece is parsed though no record seems to end: its last one is too long, or malformed. */
const longestPiece = pieceLength + 2 * longestRecord;

function* chunksOf(text: ReadCsvRowsOptions['text']): Generator<string> {
  if (typeof text !== 'string') yield* text();
  else for (let at = 0; at < text.length; at += pieceLength) yield text.slice(at, at + pieceLength);
}

/** Gives every row after the header to a visitor, and returns the header. */
function readRecords(
  { caller, file, text, delimiter = ',' }: ReadCsvRowsOptions,
  visit: RowVisitor,
): string[] {
  const chunks = () => withWholeLineEnds(chunksOf(text));
  const long = longLine(chunks(), longestRecord, delimiter);
  if (long !== undefined) {
    const { line, characters, cell } = long;
    throw tooLong(caller, file, line, `${characters}, ${cell.characters} of them in ${cell.place}`);
  }
  let header: ParsedRecord | undefined;
  let rows = 0;
  // The library's own count takes an end of line within quotes for two.
  let before = 0;
  for (const whole of csvPieces(chunks(), pieceLength, longestPiece)) {
    const piece = delimiter === ' ' ? singleBlanks(whole) : whole;
    const plain = header && plainRows(piece, delimiter, { raw: header.raw, cells: header.record.length });
    if (header !== undefined && plain !== undefined) {
      for (const row of plain.rows) visit(row.cells, before + row.before + 1, header.record);
      rows += plain.rows.length;
      before += plain.lines;
      continue;
    }
    // Every piece is read below the header: it says how many cells a row has.
    let isRepeated = header !== undefined;
    const repeated = header?.raw ?? '';
    const line = before - linesIn(repeated);
    parseRecords({ caller, file, text: repeated + piece, delimiter, line }, (read) => {
      if (isRepeated) {
        isRepeated = false;
        return;
      }
      const line = before + linesIn(emptyLines.exec(read.raw)![0]) + 1;
      before += linesIn(read.raw);
      if (header === undefined) {
        header = read;
        return;
      }
      rows += 1;
      visit(read.record, line, header.record);
    });
    if (whole.length > longestPiece) throw tooLong(caller, file, before);
  }
  if (header === undefined || rows === 0) {
    throw new DatasetError(
      `${caller}: ${file} has a header and at least one row (got neither or one). Fill it.`,
    );
  }
  return header.record;
}

interface ParsedRecord {
  record: string[];
  /** The characters of the record, with the empty lines before it and the end of its last line. */
  raw: string;
}

const lineEnd = /\r\n|\n|\r/g;
const emptyLines = /^(?:[ \t]*(?:\r\n|\n|\r))*/;

const linesIn = (text: string) => text.match(lineEnd)?.length ?? 0;

interface ParsedText extends Required<Omit<ReadCsvRowsOptions, 'text'>> {
  readonly text: string;
  /** Lines before the first. */
  readonly line: number;
}

function parseRecords(
  { caller, file, text, delimiter, line }: ParsedText,
  visit: (record: ParsedRecord) => void,
): void {
  try {
    parse(text, {
      delimiter,
      bom: true,
      trim: true,
      skip_empty_lines: true,
      raw: true,
      max_record_size: longestRecord,
      on_record: (record: unknown) => {
        // With `raw`, records come with their text, which the library's types do not express.
        visit(record as ParsedRecord);
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as CsvError & { lines?: number };
    const at = lines === undefined ? undefined : line + lines;
    if (error.code === 'CSV_MAX_RECORD_SIZE') throw tooLong(caller, file, at);
    throw new DatasetError(
      `${caller}: ${file} line ${at ?? '?'}: malformed CSV (${error.code}${wordsOf(error)}). Correct the file, or the delimiter.`,
      {
        cause: error.code,
      },
    );
  }
}

function tooLong(caller: string, file: string, line: number | undefined, got = 'more'): DatasetError {
  return new DatasetError(
    `${caller}: ${file} line ${line ?? '?'}: a row is no longer than ${longestRecord} characters (got ${got}). Close its ` +
      'quotes, or take out the cell that is no value.',
  );
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

/** What the parser complains about, in words, where it is something that files have. */
function wordsOf({ code, message }: CsvError): string {
  const [, expected, got] = /expect (\d+), got (\d+)/.exec(message) ?? [];
  if (expected !== undefined) return `: the header has ${expected} cells, the row ${got}`;
  const words = complaints[code];
  return words === undefined ? '' : `: ${words}`;
}

const complaints: Readonly<Partial<Record<string, string>>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is not closed',
  INVALID_OPENING_QUOTE: 'a quote stands within a cell',
  CSV_INVALID_CLOSING_QUOTE: 'more follows a closing quote',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: 'more follows a closing quote',
};
