import type { CellNumber } from '../../cells/aggregates/aggregate-of.ts';
import type { Cell } from '../../cells/cell.ts';
import { meanAndSpread } from '../../tables/mean-and-spread.ts';
import type { CurvePoint, CurveSeries } from '../blocks/curve-figure.ts';
import type { ReportRow } from './report-cells.ts';

/** Mean over seeds of one place of a curve, or nothing where it is undefined for all. */
export function curvePoint(cells: readonly Cell[], x: CellNumber, y: CellNumber): CurvePoint[] {
  const seeds = cells.flatMap((cell) => {
    const [across, along] = [x(cell), y(cell)];
    return across === null || along === null ? [] : [{ x: across, y: along }];
  });
  if (seeds.length === 0) return [];
  const mean = (values: readonly number[]) => meanAndSpread(values).mean;
  return [{ x: mean(seeds.map((one) => one.x)), y: mean(seeds.map((one) => one.y)), seeds }];
}

/** The curve of a row over numbers that each of its cells has several of, such as issue margins. */
export function curveOver(
  row: ReportRow,
  places: readonly number[],
  y: (cell: Cell, place: number) => number | null,
): CurveSeries {
  const points = places.flatMap((place) =>
    curvePoint(
      row.cells,
      () => place,
      (cell) => y(cell, place),
    ),
  );
  return { name: row.method, style: styleOf(row), points };
}

/** What decides the look of a row: the method, and its recipe where that is another. */
export const styleOf = ({ registered, recipe }: ReportRow): string =>
  recipe === '' ? registered : `${registered}, ${recipe}`;

/** Every issue margin of some cells, ascending. */
export function kappasOf(cells: readonly Cell[]): number[] {
  return ascending(cells.flatMap(({ margins }) => margins.map(({ kappa }) => kappa)));
}

/** Without duplicates, ascending. */
export function ascending(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
