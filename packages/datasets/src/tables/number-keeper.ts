import { DatasetError } from '../internals/dataset-error.ts';
import { badCell, type CellOrigin } from './bad-cell.ts';
import { growingArray } from './growing-array.ts';
import { numberReader, type WrittenNumber } from './number-format.ts';
import { numberHint } from './number-hint.ts';
import { assertMeanings } from './special-codes.ts';
import type { SourceColumn } from './source-column.ts';
import type { NumberColumn } from './table.ts';

/** The cells of a column of numbers, read as they come: no text is kept. */
export interface NumberKeeper {
  /** Takes the cell of the next row. What is wrong with it is said by `column`. */
  add(cell: string | number): void;
  /** The first cell that has lost letters (U+FFFD), and its row from 0. */
  lost(): { readonly cell: string; readonly row: number } | undefined;
  /** How many cells that stand for no value are this number. */
  absent(value: number): number;
  /**
   * The column, once.
   *
   * @throws DatasetError naming the first cell that is no number, or that has another unit than the cells before it.
   */
  column(origin: CellOrigin): NumberColumn;
}

/** An empty column of numbers. A cell is missing or special where it is one of the words, or the same number as one of them. */
export function numberKeeper(column: SourceColumn & { kind: 'number' }): NumberKeeper {
  const { name, integer, missing = [], special = new Map<string, string>(), format = {} } = column;
  const read = numberReader(format);
  const plain = numberReader();
  const labels = [...new Set(special.values())];
  // −1 for missing, else the place of a meaning; special codes go before missing ones.
  const codes = new Map([
    ...missing.map((word) => [word, -1] as const),
    ...[...special].map(([word, label]) => [word, labels.indexOf(label)] as const),
  ]);
  const numbers = new Map(
    [...codes].flatMap(([word, code]) => {
      const value = (plain(word) ?? read(word))?.value;
      return value === undefined ? [] : [[value, code] as const];
    }),
  );
  const values = growingArray(Float64Array);
  const [specialRows, specialCodes] = [growingArray(Int32Array), growingArray(Int32Array)];
  const absent = new Map<number, number>();
  let first: { readonly unit: string | undefined; readonly row: number } | undefined;
  let lost: { readonly cell: string; readonly row: number } | undefined;
  let fault: ((origin: CellOrigin) => DatasetError) | undefined;

  const keep = (cell: string | number, number: WrittenNumber, row: number): void => {
    const whole = integer !== true || Number.isInteger(number.value);
    if (!Number.isFinite(number.value) || !whole) {
      fault ??= (origin) => badCell(origin, name, row, cell, expected(integer));
      return;
    }
    const { unit } = (first ??= { unit: number.unit, row });
    if (number.unit === unit) return;
    const { row: firstRow } = first;
    const words = unit === undefined ? 'without a unit' : `in "${unit}"`;
    fault ??= (origin) => badCell(origin, name, row, cell, `a number ${words} as in row ${firstRow + 1}`);
  };

  return {
    add(cell) {
      const row = values.length;
      const number = typeof cell === 'number' ? { value: cell } : read(cell);
      if ((number === undefined || 'unit' in number) && lost === undefined && String(cell).includes('\uFFFD'))
        lost = { cell: String(cell), row };
      const code = codes.get(String(cell)) ?? (number && numbers.get(number.value));
      values.add(code === undefined && number !== undefined ? number.value : NaN);
      if (code === undefined) {
        if (number !== undefined) keep(cell, number, row);
        else
          fault ??= (origin) =>
            badCell(origin, name, row, cell, expected(integer), numberHint(String(cell), format));
        return;
      }
      if (number !== undefined) absent.set(number.value, (absent.get(number.value) ?? 0) + 1);
      if (code < 0) return;
      specialRows.add(row);
      specialCodes.add(code);
    },
    lost: () => lost,
    absent: (value) => absent.get(value) ?? 0,
    column(origin) {
      assertMeanings(origin, column, []);
      assertOneMeaning(origin, column);
      if (fault !== undefined) throw fault(origin);
      const { length } = values;
      const read: NumberColumn = { kind: 'number', values: values.take() };
      if (specialRows.length === 0) return read;
      const places = new Int32Array(length).fill(-1);
      const met = specialCodes.take();
      specialRows.take().forEach((row, index) => (places[row] = met[index]!));
      return { ...read, special: { labels, codes: places } };
    },
  };
}

function expected(integer: boolean | undefined): string {
  return integer === true ? 'a whole number' : 'a number';
}

/** Two special codes that are the same number have the same meaning. */
function assertOneMeaning(
  { caller }: CellOrigin,
  { name, special = new Map<string, string>() }: SourceColumn,
): void {
  const plain = numberReader();
  const meanings = new Map<number, string>();
  for (const [word, label] of special) {
    const number = plain(word)?.value;
    if (number === undefined) continue;
    const other = meanings.get(number) ?? label;
    if (other !== label) {
      throw new DatasetError(
        `${caller}: column "${name}": a special code has one meaning (got "${other}" and "${label}" for ${number}). Remove one.`,
      );
    }
    meanings.set(number, label);
  }
}
