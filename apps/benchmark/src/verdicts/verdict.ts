import { fullPrecisionBits } from '../cells/full-precision-bits.ts';
import { isTwoSided } from '../cells/method-properties.ts';
import { isTrainedOut } from '../cells/models/trained-out.ts';
import type { TableCells } from '../tables/summarize-cells.ts';
import { tableFacts } from '../tables/table-facts.ts';
import { methodVerdict } from './method-verdict.ts';

/** What the cells of one table say, in words. */
export interface Verdict {
  /** `german, mlp:128-64, actions=actionable, 5 seeds, at κ = 0.2`. */
  readonly title: string;
  /** One sentence a quantized method. */
  readonly sentences: readonly string[];
  /** How the intervals were made, or what the reader must know instead. */
  readonly notes: readonly string[];
}

/** Says of every quantized method of a table what became of accuracy and promises; undefined where there is none. */
export function verdictOf(table: TableCells): Verdict | undefined {
  const rows = table.methods.filter(({ budgetBits }) => budgetBits < fullPrecisionBits);
  if (rows.length === 0) return undefined;
  const { head, leadKappa } = tableFacts(table);
  const budgets = new Set(rows.map(({ budgetBits }) => budgetBits)).size;
  // A method that keeps the no as well as the yes is what baselines are held against, not one of them.
  const held = { ...table, methods: table.methods.filter((row) => row.cells.every(isBaseline)) };
  const sentences = rows.map((row) =>
    methodVerdict(held, budgets > 1 ? { ...row, method: `${row.method} @ ${row.budgetBits}` } : row),
  );
  const told = rows.some(({ cells }) => cells.some(isTrainedOut));
  return {
    title: `${head}, promises at κ = ${leadKappa}`,
    sentences,
    notes: told
      ? [
          'Intervals: 95 %, bootstrap over seeds and people; exact (Clopper–Pearson) where a share is 0 or all of them.',
        ]
      : [],
  };
}

const isBaseline = ({ method }: TableCells['methods'][number]['cells'][number]): boolean =>
  !isTwoSided(method);
