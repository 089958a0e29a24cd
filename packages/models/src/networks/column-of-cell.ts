import type { Feature } from '@cfq/datasets';
import type { ColumnSource } from '@cfq/network';
import { mayHold } from '../cells/may-hold.ts';
import type { AbsentValues, Cell, CellValue } from '../cells/cell.ts';

/** A column as an affine function of encoded columns. */
export interface AffineColumn {
  /** Factors by encoded column. */
  readonly factors: ReadonlyMap<number, number>;
  readonly constant: number;
}

/** Why a column is no affine function of encoded columns. */
export interface NotAffine {
  /** A sentence without its full stop. */
  readonly why: string;
  /** The ordinal feature whose levels are told apart, where that is why. */
  readonly ordinal?: string;
}

/** What a source makes of a value in a cell, or why that is no number. */
function read(source: ColumnSource, value: CellValue): number {
  const isAbsent = typeof value === 'number' ? Number.isNaN(value) : value === '';
  switch (source.kind) {
    case 'absent':
      return Number(isAbsent);
    case 'present':
      return Number(!isAbsent && source.codes?.includes(value) !== true);
    case 'category':
      return Number(
        typeof source.value === typeof value
          ? source.value === value
          : String(source.value) === String(value),
      );
    case 'number': {
      const { absent, codes = [] } = source;
      const [, instead = Number(value)] = codes.find(([code]) => code === value) ?? [];
      const number = isAbsent && absent !== null ? absent : instead;
      return (number - source.offset) / source.scale;
    }
  }
}

/**
 * A column of a network, read from a cell, as an affine function of the encoded row; or why it is none.
 *
 * Anything that depends on the category alone is one, since exactly one of its columns is 1, and so is a number without a
 * category of its own for somebody.
 */
export function columnOfCell(source: ColumnSource, cell: Cell): AffineColumn | NotAffine {
  switch (cell.kind) {
    case 'constant':
      return finite({ factors: new Map(), constant: read(source, cell.value) });
    case 'encoded':
      if (source.kind !== 'number') return { why: `encoded column ${cell.column} is compared with a value` };
      return { factors: new Map([[cell.column, 1 / source.scale]]), constant: -source.offset / source.scale };
    case 'number':
      return numberColumn(source, cell);
    case 'level':
      return cell.feature.kind === 'categorical' ? categoryColumn(source, cell) : ordinalColumn(source, cell);
  }
}

function finite(column: AffineColumn): AffineColumn | NotAffine {
  const isFinite = [column.constant, ...column.factors.values()].every(Number.isFinite);
  return isFinite ? column : { why: 'it has no number for people without a value' };
}

/** Adds what is different for people who have no value of a feature. */
function withAbsence(
  { factors, constant }: AffineColumn,
  { start, substitute = 0 }: Feature,
  absent: AbsentValues | null,
  source: ColumnSource,
): AffineColumn | NotAffine {
  if (absent === null) return finite({ factors, constant });
  const { indicator, values } = absent;
  // Where there is no value, the encoded column holds its substitute.
  const instead = constant + (factors.get(start) ?? 0) * substitute;
  const all = new Map(factors);
  values.forEach((value, place) => {
    const change = place === 0 ? 0 : read(source, value) - instead;
    if (change !== 0) all.set(indicator.start + place, change);
  });
  return finite({ factors: all, constant });
}

function numberColumn(source: ColumnSource, cell: Cell & { kind: 'number' }): AffineColumn | NotAffine {
  const { feature, offset, scale, absent } = cell;
  const codes = source.kind === 'number' ? (source.codes ?? []).map(([code]) => code) : [];
  const stray = codes.find((code) => mayHold(cell, code) && absent?.values.includes(code) !== true);
  if (stray !== undefined)
    return { why: `numbers of "${feature.name}" are replaced where they are ${stray}` };
  const known: AffineColumn =
    source.kind === 'number'
      ? {
          // v = (encoded · S + O − offset) / scale, and the column (v − o) / s.
          factors: new Map([[feature.start, feature.scale / (scale * source.scale)]]),
          constant: ((feature.offset - offset) / scale - source.offset) / source.scale,
        }
      : { factors: new Map(), constant: source.kind === 'present' ? 1 : 0 };
  if (source.kind === 'category') {
    const isAbsence = absent?.values.some((value, place) => place > 0 && read(source, value) === 1) === true;
    // No number is encoded by a code that stands for no value.
    if (!isAbsence) {
      return { why: `numbers of "${feature.name}" are compared with ${JSON.stringify(source.value)}` };
    }
  }
  return withAbsence(known, feature, absent, source);
}

function categoryColumn(source: ColumnSource, cell: Cell & { kind: 'level' }): AffineColumn | NotAffine {
  const { feature, values } = cell;
  const factors = new Map(
    values.map((value, place) => [feature.start + place, read(source, value)] as const),
  );
  return finite({ factors: new Map([...factors].filter(([, factor]) => factor !== 0)), constant: 0 });
}

/** How far a level may lie from a straight line, relative to the largest. */
const straight = 1e-6;

function ordinalColumn(source: ColumnSource, cell: Cell & { kind: 'level' }): AffineColumn | NotAffine {
  const { feature, absent } = cell;
  const at = feature.values ?? [];
  const values = cell.values.map((value) => read(source, value));
  const [first = 0, last = 0] = [values[0], values.at(-1)];
  const span = (at.at(-1) ?? 0) - (at[0] ?? 0);
  const factor = span === 0 ? 0 : (last - first) / span;
  const constant = first - factor * (at[0] ?? 0);
  const size = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  const bent = values.some(
    (value, place) => Math.abs(value - (factor * at[place]! + constant)) > straight * size,
  );
  if (bent) {
    return {
      why:
        `levels of "${feature.name}" are told apart one by one, and encoded rows have one number for them ` +
        '(featureSpaceOf encodes them one by one with oneHot)',
      ordinal: feature.name,
    };
  }
  return withAbsence(
    { factors: new Map(factor === 0 ? [] : [[feature.start, factor]]), constant },
    feature,
    absent,
    source,
  );
}
