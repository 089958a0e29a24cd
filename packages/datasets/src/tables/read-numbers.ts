import { DatasetError } from '../internals/dataset-error.ts';
import { badCell, type CellOrigin } from './bad-cell.ts';
import { numberReader, type WrittenNumber } from './number-format.ts';
import { numberHint } from './number-hint.ts';
import { assertMeanings, specialCodes } from './special-codes.ts';
import type { SourceColumn } from './source-column.ts';
import type { NumberColumn } from './table.ts';

/**
 * Reads cells as numbers. A cell is missing or special where it is one of the words, or the same number as one of them.
 *
 * @throws DatasetError naming the first cell that is none of these, or that has another unit than the cells before it.
 */
export function readNumbers(
  origin: CellOrigin,
  column: SourceColumn & { kind: 'number' },
  cells: ArrayLike<string | number>,
): NumberColumn {
  const { name, integer, missing = [], special, format = {} } = column;
  const read = numberReader(format);
  const plain = numberReader();
  const labels = assertMeanings(origin, column, []);
  // −1 for missing, else the place of a meaning; special codes go before missing ones.
  const codes = new Map([...missing.map((word) => [word, -1] as const), ...placesOf(special, labels)]);
  assertOneMeaning(origin, column);
  const numbers = new Map(
    [...codes].flatMap(([word, code]) => {
      const value = (plain(word) ?? read(word))?.value;
      return value === undefined ? [] : [[value, code] as const];
    }),
  );
  const values = new Float64Array(cells.length);
  const specials = new Int32Array(cells.length).fill(-1);
  let first: { readonly unit: string | undefined; readonly row: number } | undefined;
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row]!;
    const number: WrittenNumber | undefined = typeof cell === 'number' ? { value: cell } : read(cell);
    const code = codes.get(String(cell)) ?? (number && numbers.get(number.value));
    if (code !== undefined) {
      values[row] = NaN;
      specials[row] = code;
      continue;
    }
    const whole = integer !== true || Number.isInteger(number?.value);
    if (number === undefined || !Number.isFinite(number.value) || !whole) {
      const hint = number === undefined ? numberHint(String(cell), format) : undefined;
      throw badCell(origin, name, row, cell, integer === true ? 'a whole number' : 'a number', hint);
    }
    first ??= { unit: number.unit, row };
    if (number.unit !== first.unit) {
      const unit = first.unit === undefined ? 'without a unit' : `in "${first.unit}"`;
      throw badCell(origin, name, row, cell, `a number ${unit} as in row ${first.row + 1}`);
    }
    values[row] = number.value;
  }
  return { kind: 'number', values, ...specialCodes(labels, specials) };
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

function placesOf(
  special: ReadonlyMap<string, string> = new Map(),
  labels: readonly string[],
): (readonly [word: string, place: number])[] {
  return [...special].map(([word, label]) => [word, labels.indexOf(label)]);
}
