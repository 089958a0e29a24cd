import { csvParse } from 'd3-dsv';
import { DocsError } from '../docs-error.ts';

/** A cell of a report at one issue margin. */
export interface FamilyRow {
  readonly dataset: string;
  readonly method: string;
  /** What differs from the method's recipe and the protocol, as reports write it. */
  readonly variant: string;
  readonly budgetBits: number;
  readonly seed: number;
  readonly kappa: number;
  /** A number of the report by its column; null where it is undefined. */
  readonly number: (column: string) => number | null;
}

const own = ['dataset', 'method', 'variant', 'budget_bits', 'seed', 'kappa'] as const;

/**
 * Rows of the CSV file that `cfq report` writes, one a cell and issue margin.
 *
 * @throws DocsError where a column is missing
 */
export function familyRows(csv: string): FamilyRow[] {
  const parsed = csvParse(csv);
  const present = (column: string): void => {
    if (parsed.columns.includes(column)) return;
    throw new DocsError(
      `familyRows: a report has its columns (expected ${column}, got ${parsed.columns.length} others). Write it with ` +
        '`npm run reports`.',
    );
  };
  own.forEach(present);
  return parsed.map((row) => ({
    ...{ dataset: row['dataset']!, method: row['method']!, variant: row['variant']! },
    ...{ budgetBits: Number(row['budget_bits']), seed: Number(row['seed']), kappa: Number(row['kappa']) },
    number: (column) => {
      present(column);
      return row[column] === '' ? null : Number(row[column]);
    },
  }));
}
