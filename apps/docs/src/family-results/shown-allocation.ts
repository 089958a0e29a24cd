import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { JSDOM } from 'jsdom';
import { allocationResults, type AllocationRow } from './allocation-results.ts';
import { equalBytes, type EqualBytesRow } from './equal-bytes.ts';
import { cheapOrMeasured, type CheapOrMeasured } from './cheap-or-measured.ts';
import { familyFigure, type FamilyFigure } from './family-figure.ts';
import { familyRows } from './family-rows.ts';
import { sensitivityRanking, type RankedSensitivity } from './sensitivity-ranking.ts';

const reports = new URL('../../data/reports/', import.meta.url);

/** What the family `allocation` measured, plain data. */
export interface ShownAllocation {
  readonly rows: readonly Omit<AllocationRow, 'bySeed'>[];
  readonly ranking: readonly RankedSensitivity[];
  readonly cheap: CheapOrMeasured | null;
  readonly seeds: number;
  readonly figure: FamilyFigure;
  /** The same where bytes are spent; null where none were. */
  readonly bytesFigure: FamilyFigure | null;
  readonly equalBytes: readonly EqualBytesRow[];
}

/** Results of the report that stands in the repository; null where none does. */
export async function shownAllocation(): Promise<ShownAllocation | null> {
  const [file, ranks] = [new URL('allocation.csv', reports), new URL('allocation-ranks.csv', reports)];
  if (!existsSync(file)) return null;
  const rows = allocationResults(familyRows(await readFile(file, 'utf8')));
  const ranking = existsSync(ranks) ? sensitivityRanking(await readFile(ranks, 'utf8')) : [];
  const { document } = new JSDOM('').window;
  return {
    rows: rows.map((row) => ({ ...row, bySeed: undefined })),
    ranking,
    cheap: cheapOrMeasured(rows, ranking),
    seeds: Math.max(0, ...rows.map(({ bySeed }) => bySeed.size)),
    figure: allocationFigure(rows, document),
    bytesFigure: rows.some(({ spend }) => spend === 'bytes')
      ? allocationFigure(rows, document, 'bytes')
      : null,
    equalBytes: equalBytes(rows),
  };
}

/**
 * The error of every way to spend a budget, a row a sensitivity and allocator; in bytes beside the one width everywhere that
 * says how many.
 */
export function allocationFigure(
  rows: readonly AllocationRow[],
  document: Document,
  spend: 'bits' | 'bytes' = 'bits',
): FamilyFigure {
  const own = rows.filter((row) => row.spend === spend);
  const budgets = new Set(own.map(({ budgetBits }) => budgetBits));
  const beside = rows.filter(
    (row) =>
      spend !== 'bits' && row.spend === 'bits' && row.allocator === 'uniform' && budgets.has(row.budgetBits),
  );
  const shown = [...own, ...beside].flatMap(
    ({ dataset, budgetBits: bits, sensitivity, allocator, error: { mean, lower, upper } }) => {
      const name = sensitivity === null ? allocator : `${sensitivity}, ${allocator}`;
      return mean === null ? [] : [{ dataset, name, bits, mean, lower, upper }];
    },
  );
  return familyFigure(shown, {
    ...{ label: 'broken promises and approved near misses, two-sided error at κ = 0.2, points', document },
    marginLeft: 250,
  });
}
