import type { Feature, FeatureSpace } from '@cfq/datasets';
import type { ColumnSource } from '@cfq/network';
import type { AbsentValues, Cell, CellValue } from '../cells/cell.ts';
import { mayHold } from '../cells/may-hold.ts';
import type { BoundInput } from '../inputs/bound-input.ts';

interface PlacedCell {
  readonly input: string;
  readonly column: number;
  readonly cell: Cell;
}

const isNothing = (value: CellValue): boolean =>
  typeof value === 'number' ? Number.isNaN(value) : value === '';

/**
 * How each encoded column comes of what a file is given: what another file needs to take its place. Null where a column
 * cannot be said so: nothing that the file is given holds it, or a code for no value may as well be a value.
 */
export function interfaceOfCells(
  { features }: FeatureSpace,
  inputs: readonly BoundInput[],
): ColumnSource[] | null {
  const cells = inputs.flatMap(({ input, cells: own }) =>
    own.map((cell, column): PlacedCell => ({ input: input.name, column, cell })),
  );
  const sources: ColumnSource[] = [];
  for (const feature of features) {
    for (let place = 0; place < feature.width; place += 1) {
      const source = sourceOf(feature, place, cells);
      if (source === null) return null;
      sources.push(source);
    }
  }
  return sources;
}

function sourceOf(feature: Feature, place: number, cells: readonly PlacedCell[]): ColumnSource | null {
  for (const placed of cells) {
    const found = sourceIn(feature, place, placed);
    if (found !== null) return found;
  }
  return null;
}

function sourceIn(feature: Feature, place: number, { input, column, cell }: PlacedCell): ColumnSource | null {
  const at = { input, column };
  const asItIs: ColumnSource = { kind: 'number', ...at, offset: 0, scale: 1, absent: null };
  switch (cell.kind) {
    case 'encoded':
      return cell.column === feature.start + place ? asItIs : null;
    case 'constant':
      return null;
    case 'number': {
      if (cell.absent?.indicator === feature) return absenceSource(place, cell.absent.values, at);
      if (cell.feature !== feature) return null;
      const scale = feature.scale / cell.scale;
      const offset = (feature.offset - cell.offset) / cell.scale;
      return withAbsence(
        feature,
        cell.absent,
        { kind: 'number', ...at, offset, scale, absent: null },
        (code) => mayHold(cell, code),
      );
    }
    case 'level': {
      if (cell.absent?.indicator === feature) return absenceSource(place, cell.absent.values, at);
      if (cell.feature !== feature) return null;
      if (feature.kind === 'categorical') return categorySource(place, cell.values, at, asItIs);
      return ordinalSource(feature, cell, at);
    }
  }
}

/** A number, with what takes its place where there is none; null where a code for that is a value of others. */
function withAbsence(
  { substitute }: Feature,
  absent: AbsentValues | null,
  source: ColumnSource & { kind: 'number' },
  isHeld: (code: number) => boolean,
): ColumnSource | null {
  if (absent === null || substitute === undefined) return source;
  const stands = absent.values.slice(1);
  const codes = [...new Set(stands.filter((value) => !isNothing(value)).map(Number))];
  if (codes.some(isHeld)) return null;
  const instead = substitute * source.scale + source.offset;
  return {
    ...source,
    absent: stands.some(isNothing) ? instead : null,
    ...(codes.length > 0 && { codes: codes.map((code) => [code, instead] as const) }),
  };
}

type Place = Pick<ColumnSource, 'input' | 'column'>;

function absenceSource(place: number, values: readonly CellValue[], at: Place): ColumnSource | null {
  if (place === 0) {
    const codes = [...new Set(values.slice(1).filter((value) => !isNothing(value)))];
    return { kind: 'present', ...at, ...(codes.length > 0 && { codes }) };
  }
  const value = values[place]!;
  const alike = values.filter(
    (one, other) => other > 0 && (one === value || (isNothing(one) && isNothing(value))),
  );
  if (alike.length > 1) return null;
  return isNothing(value) ? { kind: 'absent', ...at } : { kind: 'category', ...at, value };
}

function categorySource(
  place: number,
  values: readonly CellValue[],
  at: Place,
  asItIs: ColumnSource,
): ColumnSource | null {
  const value = values[place]!;
  if (values.every((one, other) => one === Number(other === place))) return asItIs;
  if (values.filter((one) => one === value || (isNothing(one) && isNothing(value))).length > 1) return null;
  return isNothing(value) ? { kind: 'absent', ...at } : { kind: 'category', ...at, value };
}

function ordinalSource(feature: Feature, cell: Cell & { kind: 'level' }, at: Place): ColumnSource | null {
  const { values: encoded = [] } = feature;
  if (cell.values.some((value) => typeof value !== 'number')) return null;
  const values = cell.values as readonly number[];
  const [first = 0, last = 0] = [values[0], values.at(-1)];
  const scale = (last - first) / ((encoded.at(-1) ?? 0) - (encoded[0] ?? 0));
  const offset = first - (encoded[0] ?? 0) * scale;
  const size = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  const isStraight = values.every(
    (value, place) => Math.abs(encoded[place]! * scale + offset - value) < 1e-6 * size,
  );
  if (!isStraight || !Number.isFinite(scale) || scale === 0) return null;
  return withAbsence(feature, cell.absent, { kind: 'number', ...at, offset, scale, absent: null }, (code) =>
    values.includes(code),
  );
}
