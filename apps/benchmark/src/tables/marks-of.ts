import { aggregates, unitFactor } from '@cfq/metrics/aggregates';
import type { CellAggregate } from '../cells/aggregates/aggregate-names.ts';
import { valueOf } from '../cells/aggregates/aggregate-of.ts';
import { fullPrecisionBits } from '../cells/full-precision-bits.ts';
import { meanAndSpread } from './mean-and-spread.ts';
import type { MethodCells, TableCells } from './summarize-cells.ts';
import { targets } from './targets.ts';
import type { EntryMark } from './text-table.ts';
import { isUnfinished } from './unfinished-rows.ts';

/**
 * What to set apart in a table of some aggregates: numbers of quantized methods that miss a target of the protocol, and
 * of the others the best, as they are written; rows that are no evidence have no mark.
 *
 * @param names the aggregates of the columns; undefined for a column that is none
 * @returns one entry a method and column
 */
export function marksOf(
  table: TableCells,
  names: readonly (CellAggregate | undefined)[],
): (EntryMark | undefined)[][] {
  const judged = table.methods.map((row) => (counts(row) ? missedBy(table, row) : undefined));
  const best = names.map((name) => (name === undefined ? NaN : bestOf(table.methods.filter(counts), name)));
  return table.methods.map((row, at) =>
    names.map((name, column) => {
      const missed = judged[at];
      if (name === undefined || missed === undefined) return undefined;
      if (missed.has(name)) return 'missed';
      return distanceOf(row, name) === best[column] ? 'best' : undefined;
    }),
  );
}

const counts = (row: MethodCells): boolean => row.budgetBits < fullPrecisionBits && !isUnfinished(row);

function missedBy(table: TableCells, row: MethodCells): Set<CellAggregate> {
  return new Set(targets(table, row).flatMap(({ aggregate, met }) => (met === false ? [aggregate] : [])));
}

/** How far a mean is from the best there can be, rounded as it is written; NaN where neither direction is better. */
function distanceOf({ cells }: MethodCells, name: CellAggregate): number {
  const { better, unit, digits } = aggregates[name];
  const mean = Number((meanAndSpread(cells.map(valueOf(name))).mean * unitFactor(unit)).toFixed(digits));
  if (better === 'none') return NaN;
  return better === 'higher' ? -mean : better === 'lower' ? mean : Math.abs(mean);
}

/** The least distance, unless all are equal. */
function bestOf(rows: readonly MethodCells[], name: CellAggregate): number {
  const distances = rows.map((row) => distanceOf(row, name)).filter((one) => !Number.isNaN(one));
  const least = Math.min(...distances);
  return distances.length > 1 && distances.some((one) => one !== least) ? least : NaN;
}
