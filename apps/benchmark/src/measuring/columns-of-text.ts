import { csvParseRows } from 'd3-dsv';
import { UsageError } from '../command-line/benchmark-error.ts';
import { oneLine } from '../command-line/one-line.ts';

/** Columns of a table as text; an entry that is missing is empty. */
export type TextColumns = ReadonlyMap<string, readonly string[]>;

/**
 * Reads a table of predictions: CSV with a header, or JSON of columns, `{ "label": [1, 0], … }`. Names in JSON may be written
 * as in CSV, `teacher_prediction`, or as in the API, `teacherPrediction`.
 *
 * @param name of the file, for errors; its ending decides
 * @throws UsageError naming the line or the column that cannot be used
 */
export function columnsOfText(name: string, text: string): TextColumns {
  return /\.json$/i.test(name) ? columnsOfJson(name, text) : columnsOfCsv(name, text);
}

function columnsOfCsv(name: string, text: string): TextColumns {
  const [header, ...rows] = csvParseRows(text.replace(/^\ufeff/, '')).filter(
    (row) => row.length > 1 || row[0]?.trim() !== '',
  );
  if (header === undefined || rows.length === 0) {
    throw new UsageError(`measure: ${name} has a header and at least one row (got neither or one). Fill it.`);
  }
  const names = header.map((one) => one.trim());
  const twice = names.find((one, at) => names.indexOf(one) !== at);
  if (twice !== undefined) {
    throw new UsageError(`measure: ${name} names every column once (got "${twice}" twice). Rename one.`);
  }
  const uneven = rows.findIndex((row) => row.length !== names.length);
  if (uneven >= 0) {
    throw new UsageError(
      `measure: ${name}: row ${uneven + 1} has ${rows[uneven]!.length} entries (expected ${names.length}, as the header has). Separate them by commas.`,
    );
  }
  return new Map(names.map((one, at) => [one, rows.map((row) => row[at]!.trim())]));
}

function columnsOfJson(name: string, text: string): TextColumns {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`measure: ${name} is no JSON (${oneLine(error)}). Correct it.`, { cause: error });
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new UsageError(
      `measure: ${name} is an object of columns (expected { "label": [1, 0], … }). Write one array a column.`,
    );
  }
  return new Map(
    Object.entries(json).map(([column, values]: [string, unknown]) => {
      if (!Array.isArray(values)) {
        throw new UsageError(
          `measure: ${name}: "${column}" is an array (got ${JSON.stringify(values).slice(0, 40)}). Write one entry a person.`,
        );
      }
      const snake = column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      return [snake, values.map((value: unknown, row) => textOfEntry(value, `${name}: ${column}[${row}]`))];
    }),
  );
}

/**
 * An entry of a column as CSV would have it.
 *
 * @param place for errors
 * @throws UsageError where it is neither a number, a truth value, a text nor null
 */
export function textOfEntry(value: unknown, place: string): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return String(value);
  throw new UsageError(
    `measure: ${place} is a number, a text or null (got ${JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? String(one) : one)).slice(0, 40)}). Correct it.`,
  );
}
