import type { Feature } from '@cfq/datasets';
import type { AbsentValues, Cell, CellValue } from './cell.ts';
import { rawNumber } from './raw-number.ts';

/** What a cell holds for the row that starts at `at` of the encoded numbers. */
export type CellReader = (x: ArrayLike<number>, at: number) => CellValue;

/** The place of the category of a row; −1 where it is in none. */
function categoryAt({ start, width }: Feature, x: ArrayLike<number>, at: number): number {
  let best = 0;
  for (let place = 1; place < width; place += 1) {
    if (x[at + start + place]! > x[at + start + best]!) best = place;
  }
  return x[at + start + best]! > 0 ? best : -1;
}

/** The place of the level whose value is nearest. */
function levelAt({ start, values = [] }: Feature, x: ArrayLike<number>, at: number): number {
  const value = x[at + start]!;
  let best = 0;
  for (let place = 1; place < values.length; place += 1) {
    if (Math.abs(values[place]! - value) < Math.abs(values[best]! - value)) best = place;
  }
  return best;
}

/** How many numbers of a column are kept; people share most of theirs. */
const kept = 65_536;

function numberReader({ feature, offset, scale }: Cell & { kind: 'number' }): CellReader {
  const known = new Map<number, number>();
  return (x, at) => {
    const encoded = x[at + feature.start]!;
    const found = known.get(encoded);
    if (found !== undefined) return found;
    const raw = rawNumber(feature, encoded);
    const value = offset === 0 && scale === 1 ? raw : (raw - offset) / scale;
    if (known.size < kept) known.set(encoded, value);
    return value;
  };
}

function withAbsence(read: CellReader, absent: AbsentValues | null): CellReader {
  if (absent === null) return read;
  const { indicator, values } = absent;
  return (x, at) => {
    const place = categoryAt(indicator, x, at);
    return place > 0 ? values[place]! : read(x, at);
  };
}

/** The reader of a cell. A row that is in no category of a feature has NaN there, or the empty text. */
export function cellReader(cell: Cell): CellReader {
  switch (cell.kind) {
    case 'encoded':
      return (x, at) => x[at + cell.column]!;
    case 'constant':
      return () => cell.value;
    case 'number':
      return withAbsence(numberReader(cell), cell.absent);
    case 'level': {
      const { feature, values, absent } = cell;
      const placeOf = feature.kind === 'categorical' ? categoryAt : levelAt;
      const none = typeof values[0] === 'string' ? '' : NaN;
      return withAbsence((x, at) => values[placeOf(feature, x, at)] ?? none, absent);
    }
  }
}
