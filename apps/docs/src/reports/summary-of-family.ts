import { overSeeds, type OverSeeds } from '../family-results/over-seeds.ts';
import type { FamilyRow } from '../family-results/family-rows.ts';
import type { FamilySpec } from './family-spec.ts';

/** A row of the table of a family's page. */
interface SummaryRow {
  readonly name: string;
  /** By column, in the order of the summary's. */
  readonly values: readonly OverSeeds[];
}

/** The table of a family's page. */
export interface FamilySummary {
  readonly columns: readonly string[];
  /** The best first, by the mean over the columns. */
  readonly rows: readonly SummaryRow[];
  /** Most seeds behind a number. */
  readonly seeds: number;
}

/**
 * Brings the rows of a report together: one row a name, one column a data set, means over seeds with their interval. Columns
 * where nothing is defined are left out.
 */
export function summaryOfFamily(
  rows: readonly FamilyRow[],
  { shows, name, column = ({ dataset }) => dataset, kappa, value: { column: measure, better } }: FamilySpec,
): FamilySummary {
  const shown = rows.filter((row) => row.kappa === kappa && shows(row) && row.number(measure) !== null);
  const columns = [...new Set(shown.map(column))];
  const names = [...new Set(shown.map(name))];
  // What shares a name and a seed counts as one.
  const values = (named: string, titled: string): OverSeeds => {
    const bySeed = new Map<number, number[]>();
    for (const row of shown) {
      if (name(row) !== named || column(row) !== titled) continue;
      bySeed.set(row.seed, [...(bySeed.get(row.seed) ?? []), row.number(measure)!]);
    }
    return overSeeds(
      [...bySeed.values()].map((numbers) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length),
      [0, Infinity],
    );
  };
  const summary = names.map((named) => ({ name: named, values: columns.map((one) => values(named, one)) }));
  const level = (row: SummaryRow): number => {
    const means = row.values.flatMap(({ mean }) => mean ?? []);
    return means.reduce((sum, one) => sum + one, 0) / means.length;
  };
  return {
    columns,
    rows: summary.sort((a, b) => (better === '↓' ? level(a) - level(b) : level(b) - level(a))),
    seeds: Math.max(0, ...summary.flatMap((row) => row.values.map(({ n }) => n))),
  };
}
