import type { ActionsSeen } from '../../../cells/diagnostics/actions-seen-schema.ts';
import type { Cell } from '../../../cells/cell.ts';
import { columnOf } from '../../../tables/aggregate-columns.ts';
import { formatQuantity, type QuantityFormat } from '../../../tables/format-quantity.ts';
import { ascending } from '../../data/curves.ts';
import { reportTables, type ReportRow } from '../../data/report-cells.ts';
import { rowTable, type RowColumn } from '../../data/summary-columns.ts';
import type { SectionBuilder, TableBlock } from '../../blocks/section.ts';

type Counts = ActionsSeen['margins'][number];

const percent: QuantityFormat = { digits: 1, factor: 100 };

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** Shares of the teacher's actions; null of none. */
const shares: readonly (readonly [title: string, share: (of: Counts) => number | null])[] = [
  ['partly unseen %', ({ partlyUnseen, actions }) => ratio(partlyUnseen, actions)],
  ['unseen %', ({ unseen, actions }) => ratio(unseen, actions)],
  [
    'of partly unseen refused %',
    ({ refusedPartlyUnseen, partlyUnseen }) => ratio(refusedPartlyUnseen, partlyUnseen),
  ],
  [
    'of others refused %',
    ({ refused, refusedPartlyUnseen, actions, partlyUnseen }) =>
      ratio(refused - refusedPartlyUnseen, actions - partlyUnseen),
  ],
];

const bitsOf = ({ settings: { overrides } }: Cell): number | null =>
  typeof overrides['inputBits'] === 'number' ? overrides['inputBits'] : null;

const countsOf = ({ cells }: ReportRow): Counts[] =>
  cells.flatMap(({ actionsSeen }) => actionsSeen?.margins ?? []);

/** Columns of a table over rows whose actions were looked at. */
function columnsFor(rows: readonly ReportRow[]): RowColumn[] {
  const leads = rows.flatMap(({ cells }) => cells.map(({ leadKappa }) => leadKappa));
  const counted = rows.flatMap(countsOf).map(({ kappa }) => kappa);
  const kappas = ascending([0, ...leads]).filter((kappa) => counted.includes(kappa));
  return [
    ['input bits', ({ cells }) => bitsOf(cells[0]!)?.toString() ?? 'as they are'],
    ...(['validityDrop', 'nearMissFidelity', 'agreement'] as const).map((name) => columnOf(name)),
    ...kappas.flatMap((kappa) =>
      shares.map(([title, share]): RowColumn => [
        `${title}, κ = ${kappa}`,
        (row) =>
          formatQuantity(
            countsOf(row).flatMap((counts) => (counts.kappa === kappa ? [share(counts)] : [])),
            percent,
          ),
      ]),
    ),
  ];
}

/** Students by the bits of the columns they read: what becomes of promises, and of actions that do not show. */
export const inputs: SectionBuilder = (cells, context) => {
  // Rows that differ from their method's recipe in nothing else.
  const compared = cells.filter(({ settings: { overrides, teacherActions } }) =>
    [...Object.keys(overrides), ...Object.keys(teacherActions)].every((name) => name === 'inputBits'),
  );
  const blocks = reportTables(compared, context).flatMap(({ title, methods }) => {
    const narrow = methods.filter((row) => countsOf(row).length > 0 && bitsOf(row.cells[0]!) !== null);
    const names = [...new Set(narrow.map(({ registered }) => registered))];
    return names.map((name): TableBlock => {
      const own = narrow.filter(({ registered }) => registered === name);
      const budgets = new Set(own.map(({ budgetBits }) => budgetBits));
      const whole = methods.filter(
        ({ registered, recipe, budgetBits }) =>
          registered === name && recipe === '' && budgets.has(budgetBits),
      );
      const narrowing = own.sort((a, b) => bitsOf(b.cells[0]!)! - bitsOf(a.cells[0]!)!);
      return {
        kind: 'table',
        table: rowTable(`${title}: ${name} by the bits of its columns`, columnsFor(own), [
          ...whole,
          ...narrowing,
        ]),
        note: 'Mean ± sd over seeds. Of the teacher’s valid actions, unseen are those that the student cannot tell from no action, since every changed column reads as before; partly unseen those of which some changed column does. “Refused”: by the student. The teacher reads every column as it is.',
      };
    });
  });
  return blocks.length === 0 ? null : { title: 'Inputs on few bits', blocks };
};
