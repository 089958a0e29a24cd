import { valueOf } from '../../cells/aggregates/aggregate-of.ts';
import { columnOf } from '../../tables/aggregate-columns.ts';
import { fixed, undefinedMark } from '../../tables/format-quantity.ts';
import { meanAndSpread } from '../../tables/mean-and-spread.ts';
import { grouped } from '../../cells/grouped.ts';
import { isQuantized, reportTables, sharedBudgets, type ReportRow } from '../data/report-cells.ts';
import type { SectionBuilder } from '../blocks/section.ts';

const kilo = 1000;

const [, errorText] = columnOf('faithfulnessError');

/** Mean size over seeds, bytes. */
const sizeOf = ({ cells }: ReportRow): number => meanAndSpread(cells.map((cell) => cell.packedBytes)).mean;

/** What is spent at each budget: the largest file that any method has there. */
function limitsOf(rows: readonly ReportRow[]): number[] {
  return sharedBudgets(rows).map((budget) =>
    Math.max(...rows.filter((row) => row.budgetBits === budget).map(sizeOf)),
  );
}

/** The largest file of a method within a limit: chosen by its size, not by what it measured. */
function largestWithin(rows: readonly ReportRow[], limit: number): ReportRow | undefined {
  return rows
    .filter((row) => sizeOf(row) <= limit)
    .reduce<ReportRow | undefined>(
      (best, row) => (best === undefined || sizeOf(row) > sizeOf(best) ? row : best),
      undefined,
    );
}

/**
 * Methods compared at equal bytes. Equal average bits are not equal files: scales, codebooks and types that are wider
 * than the codes take bytes that no average shows.
 */
export const equalBytes: SectionBuilder = (cells, context) => {
  const tables = reportTables(cells, context)
    .map(({ title, methods }) => ({ title, rows: methods.filter(isQuantized) }))
    .map((table) => ({ ...table, limits: [...new Set(limitsOf(table.rows))].sort((a, b) => a - b) }))
    .filter(
      ({ rows, limits }) =>
        limits.length > 1 &&
        rows.some((row) => row.cells.some((cell) => valueOf('faithfulnessError')(cell) !== null)),
    );
  if (tables.length === 0) return null;
  return {
    title: 'Equal bytes',
    blocks: tables.map(({ title, rows, limits }) => ({
      kind: 'table',
      table: {
        title: `${title}: two-sided faithfulness error of the largest file within a size`,
        columns: ['method', ...limits.map((limit) => `≤ ${fixed(limit / kilo, 1)} kB`)],
        rows: grouped(rows, ({ method }) => [method]).map((budgets) => [
          budgets[0].method,
          ...limits.map((limit) => {
            const row = largestWithin(budgets, limit);
            return row === undefined ? undefinedMark : `${errorText(row)} @ ${row.budgetBits}`;
          }),
        ]),
      },
      note: 'Whole ONNX files, mean over seeds. Behind @ stand the bits a weight that the file was given. The limits are the largest file of any method at each budget; a method shows its largest file within each, whatever that measured.',
    })),
  };
};
