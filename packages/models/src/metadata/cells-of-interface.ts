import type { Feature, FeatureSpace } from '@cfq/datasets';
import type { ColumnSource, FileInterface } from '@cfq/network';
import { indicatorOf } from '../cells/binding-context.ts';
import type { AbsentValues, Cell, CellValue, InputCells } from '../cells/cell.ts';

/** A source and the feature whose encoded column comes of it. */
interface Placed {
  readonly source: ColumnSource;
  readonly feature: Feature;
  /** Place among the columns of the feature. */
  readonly place: number;
  readonly column: number;
}

/**
 * What a file is given, by the description of how its columns come of it: the description, read backwards. Null where it
 * does not tell what a column of an input holds, such as one that no column of the network reads.
 *
 * @param space Whose encoded columns the description explains, one by one.
 */
export function cellsOfInterface(
  { inputs, columns }: Pick<FileInterface, 'inputs' | 'columns'>,
  space: FeatureSpace,
): InputCells[] | null {
  if (columns.length !== space.width) return null;
  const placed = space.features.flatMap((feature) =>
    Array.from({ length: feature.width }, (_, place): Placed => {
      const column = feature.start + place;
      return { source: columns[column]!, feature, place, column };
    }),
  );
  const found: InputCells[] = [];
  for (const { name, columns: count } of inputs) {
    const cells = Array.from({ length: count }, (_, column) =>
      cellOf(
        placed.filter(({ source }) => source.input === name && source.column === column),
        space,
      ),
    );
    if (cells.some((cell) => cell === null)) return null;
    found.push({ input: name, cells: cells as Cell[] });
  }
  return found;
}

function cellOf(reading: readonly Placed[], space: FeatureSpace): Cell | null {
  const numbers = reading.filter(({ source }) => source.kind === 'number');
  const [number] = numbers;
  if (number?.source.kind === 'number' && numbers.length === 1) {
    const { source, feature, column } = number;
    if (source.offset === 0 && source.scale === 1 && reading.length === 1) return { kind: 'encoded', column };
    if (feature.kind === 'categorical') return null;
    return numberCell(feature, source, reading, space);
  }
  return numbers.length === 0 ? levelCell(reading) : null;
}

/** `v = encoded · scale + offset` for somebody with a value; the file takes NaN for the others, or a code. */
function numberCell(
  feature: Feature,
  { offset, scale }: ColumnSource & { kind: 'number' },
  reading: readonly Placed[],
  space: FeatureSpace,
): Cell {
  const indicator = indicatorOf(space, feature.name);
  const absent: AbsentValues | null =
    indicator === undefined ? null : { indicator, values: absentValues(indicator, reading) };
  if (feature.kind === 'ordinal') {
    const values = feature.values!.map((value) => exact(value * scale + offset));
    return { kind: 'level', feature, values, absent };
  }
  // raw = encoded · S + O, so v = (raw − (O − offset · S / scale)) / (S / scale).
  const ratio = feature.scale / scale;
  const isRaw = ratio === 1 && feature.offset === offset;
  return {
    ...{ kind: 'number', feature, absent },
    ...(isRaw ? { offset: 0, scale: 1 } : { offset: feature.offset - offset * ratio, scale: ratio }),
  };
}

/** Levels are whole numbers most of the time; what float32 makes of them is undone. */
function exact(value: number): number {
  const whole = Math.round(value);
  return Math.abs(value - whole) < 1e-5 * Math.max(1, Math.abs(value)) ? whole : value;
}

function absentValues(indicator: Feature, reading: readonly Placed[]): CellValue[] {
  return Array.from({ length: indicator.width }, (_, place) => {
    const own = reading.find((one) => one.feature === indicator && one.place === place);
    return own?.source.kind === 'category' ? own.source.value : NaN;
  });
}

function levelCell(reading: readonly Placed[]): Cell | null {
  const [first] = reading;
  if (first === undefined || reading.some(({ feature }) => feature !== first.feature)) return null;
  const { feature } = first;
  if (feature.kind !== 'categorical') return null;
  const isText = reading.some(({ source }) => source.kind === 'category' && typeof source.value === 'string');
  const values = Array.from({ length: feature.width }, (_, place): CellValue => {
    const own = reading.find((one) => one.place === place);
    return own?.source.kind === 'category' ? own.source.value : isText ? '' : NaN;
  });
  return { kind: 'level', feature, values, absent: null };
}
