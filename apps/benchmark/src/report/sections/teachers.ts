import type { Roughness } from '../../cells/diagnostics/roughness-schema.ts';
import { valueOf } from '../../cells/aggregates/aggregate-of.ts';
import type { Cell } from '../../cells/cell.ts';
import { isTwoSided } from '../../cells/method-properties.ts';
import { rankCorrelation } from '../../diagnostics/rank-correlation.ts';
import { columnOf } from '../../tables/aggregate-columns.ts';
import { formatQuantity } from '../../tables/format-quantity.ts';
import { targets } from '../../tables/targets.ts';
import type { SectionBuilder, TableBlock } from '../blocks/section.ts';
import { isQuantized, reportTables, type ReportRow, type ReportTable } from '../data/report-cells.ts';

const measures = [
  ['sd of margins', ({ spread }) => spread],
  ['local Lipschitz', ({ slope }) => slope],
  ['second differences', ({ bend }) => bend],
  ['over the rise', ({ relativeBend }) => relativeBend],
  ['ReLUs that switch', ({ flips }) => flips],
] as const satisfies readonly (readonly [string, (one: Roughness) => number | null])[];

const outcomes = ['agreement', 'nearMissFidelity', 'validityDrop'] as const;
const digits = { digits: 2 };

/** A two-sided method on one teacher, with the cells in which the teacher's roughness was measured. */
interface OnTeacher {
  readonly table: ReportTable;
  readonly row: ReportRow;
}

/** How rough each teacher is, whether students are faithful to it, how many bits that takes, and what predicts it. */
export const teachers: SectionBuilder = (cells, context) => {
  const found = reportTables(cells, context).flatMap((table) =>
    table.methods
      .filter(
        ({ cells: own, registered }) => isTwoSided(registered) && own.some(({ roughness }) => roughness),
      )
      .map((row): OnTeacher => ({ table, row })),
  );
  if (found.length === 0) return null;
  return { title: 'Teachers', blocks: [roughnessTable(found), ...predictors(found)] };
};

function roughnessTable(found: readonly OnTeacher[]): TableBlock {
  const shown = outcomes.map(columnOf);
  return {
    kind: 'table',
    table: {
      title: 'How rough teachers are, and how faithful students are to them',
      columns: [
        ...['teacher', 'method', ...measures.map(([name]) => name)],
        ...[...shown.map(([heading]) => heading), 'bits to faithful'],
      ],
      rows: found.map(({ table, row }) => [
        ...[table.title, `${row.method} @ ${row.budgetBits}`],
        ...measures.map(([, of]) => formatQuantity(roughnessesOf(row.cells).map(of), digits)),
        ...shown.map(([, text]) => text(row)),
        bitsToFaithful(table, row),
      ]),
    },
    note:
      'Of each teacher along its own actions on test rows, mean ± sd over seeds: the Lipschitz constant is that of the linear piece a point ' +
      'lies in, second differences add up by how much the rise of the margin changes on the way, and are beside it over that rise. ' +
      'Bits to faithful: the fewest at which every target of the protocol that is defined is met in the mean over seeds, of the budgets that were run.',
  };
}

/** The fewest bits at which a method, as it is, meets every target that is defined; the most that were tried where none do. */
function bitsToFaithful(table: ReportTable, { registered, recipe }: ReportRow): string {
  const baselines = table.methods.filter((row) => !row.own && !isTwoSided(row.registered));
  const budgets = table.methods
    .filter((row) => row.registered === registered && row.recipe === recipe && isQuantized(row))
    .sort((a, b) => a.budgetBits - b.budgetBits);
  const enough = budgets.find((row) =>
    targets({ ...table, methods: baselines }, row).every(({ met }) => met !== false),
  );
  return enough === undefined ? `> ${budgets.at(-1)!.budgetBits}` : String(enough.budgetBits);
}

function predictors(found: readonly OnTeacher[]): TableBlock[] {
  const cells = found.flatMap(({ row }) => row.cells.filter(({ roughness }) => roughness !== undefined));
  if (new Set(found.map(({ table }) => table.title)).size < 3) return [];
  const correlation = (
    of: (one: Roughness) => number | null,
    outcome: (cell: Cell) => number | null,
  ): string => {
    const pairs = cells.flatMap((cell) => {
      const [rough, came] = [of(cell.roughness!), outcome(cell)];
      return rough === null || came === null ? [] : [[rough, came] as const];
    });
    return formatQuantity(
      [
        rankCorrelation(
          pairs.map(([rough]) => rough),
          pairs.map(([, came]) => came),
        ),
      ],
      digits,
    );
  };
  return [
    {
      kind: 'table',
      table: {
        title: 'What tells beforehand: rank correlation of roughness and faithfulness',
        columns: ['measure', ...outcomes.map((name) => columnOf(name)[0])],
        rows: measures.map(([name, of]) => [
          name,
          ...outcomes.map((outcome) => correlation(of, valueOf(outcome))),
        ]),
      },
      note: `Spearman’s correlation over ${cells.length} students, one a teacher, seed and data set.`,
    },
  ];
}

function roughnessesOf(cells: readonly Cell[]): Roughness[] {
  return cells.flatMap(({ roughness }) => roughness ?? []);
}
