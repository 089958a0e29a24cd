import type { Cell } from '../cells/cell.ts';
import { hasOwnTeacher } from '../cells/method-properties.ts';
import { fixed } from './format-quantity.ts';
import type { MethodCells, TableCells } from './summarize-cells.ts';
import { tableFacts } from './table-facts.ts';
import type { TextTable } from './text-table.ts';
import { unfinishedMark } from './unfinished-rows.ts';

type Person = Cell['people'][number];
type Action = NonNullable<Person['action']>;

/**
 * Some denied people, a table each: what they would change in its own units, what that costs, and what every method's
 * student answers before and after. They are of the first seed, and the same for all methods that share its teacher.
 *
 * @param count how many; cells may hold fewer
 */
export function personTables(table: TableCells, count: number): TextTable[] {
  const { place, shown, notes, leadKappa } = tableFacts(table);
  const sharing = shown.filter(({ cells }) => !cells.some(({ method }) => hasOwnTeacher(method)));
  const seed = Math.min(...sharing.flatMap(({ cells }) => cells.map((cell) => cell.seed)));
  const rows = sharing.flatMap((row) => {
    const cell = row.cells.find((one) => one.seed === seed);
    return cell === undefined ? [] : [{ ...row, cell }];
  });
  const people = (rows[0]?.cell.people ?? []).slice(0, count);
  return people.map((person, at) => ({
    title: `${place}: person ${at + 1} of ${people.length}, row ${person.row} of those evaluated, seed ${seed}`,
    lead: sentencesOn(person, leadKappa),
    words: true,
    ...answers(person, rows),
    notes: rows.some(({ method }) => method.endsWith(unfinishedMark)) ? notes : [],
  }));
}

function sentencesOn({ teacherMargin, action }: Person, kappa: string): string[] {
  const denied = `Denied by the teacher, with a margin of ${fixed(teacherMargin, 2)}.`;
  if (action === null) return [`${denied} No action was found, so nothing is promised.`];
  const after = fixed(action.teacherMargin, 2);
  return [
    `${denied} Promised at κ = ${kappa}: ${changesInWords(action)}.`,
    `That costs ${fixed(action.cost, 2)}; the teacher then grants it, with a margin of ${after}.`,
  ];
}

/** `income 20 → 25 DM; home rent → own`. */
function changesInWords({ changes }: Action): string {
  return changes
    .map(({ feature, from, to, unit }) => {
      const change = `${feature} ${written(from)} → ${written(to)}`;
      return unit === undefined ? change : `${change} ${unit}`;
    })
    .join('; ');
}

function written(value: Action['changes'][number]['to']): string {
  if (value === null) return 'no value';
  return String(value).replace(/^-(?=\d)/, '−');
}

interface Answering extends MethodCells {
  readonly cell: Cell;
}

function answers({ row, action }: Person, rows: readonly Answering[]): Pick<TextTable, 'columns' | 'rows'> {
  const said = rows.flatMap(({ method, cell }) => {
    const own = cell.people.find((one) => one.row === row);
    return own === undefined ? [] : [{ method, own }];
  });
  const answer = (granted: boolean) => (granted ? 'granted' : 'denied');
  if (action === null) {
    return {
      columns: ['method', 'as they are'],
      rows: said.map(({ method, own }) => [method, answer(own.studentGrants)]),
    };
  }
  return {
    columns: ['method', 'as they are', 'after it', 'margin', 'promise'],
    rows: said.map(({ method, own: { studentGrants, action: own } }) => [
      method,
      answer(studentGrants),
      ...(own === null
        ? ['–', '–', '–']
        : [answer(own.kept), fixed(own.studentMargin, 2), own.kept ? 'kept' : 'broken']),
    ]),
  };
}
