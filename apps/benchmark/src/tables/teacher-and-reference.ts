import type { Cell } from '../cells/cell.ts';
import { hasOwnTeacher } from '../cells/method-properties.ts';
import { formatOf } from './aggregate-columns.ts';
import { formatQuantity, type QuantityFormat } from './format-quantity.ts';
import type { MethodCells } from './summarize-cells.ts';

const percent = formatOf('accuracyTeacher');
const whole: QuantityFormat = { digits: 0 };

/** Below this share of the denied, hardly anybody has recourse. */
const hardly = 0.2;

/** One cell a seed that stands for the teacher which the rows share; methods with a teacher of their own stand back. */
function teacherCells(rows: readonly MethodCells[]): Cell[] {
  const cells = rows.flatMap((row) => row.cells);
  const shared = cells.filter(({ method }) => !hasOwnTeacher(method));
  const first = new Map<number, Cell>();
  for (const cell of shared.length > 0 ? shared : cells) {
    if (!first.has(cell.seed)) first.set(cell.seed, cell);
  }
  return [...first.values()];
}

/**
 * What stands above every table: how good the teacher is, the reference beside it, and how many of the denied have any
 * action at all.
 */
export function teacherAndReference(rows: readonly MethodCells[]): string[] {
  const cells = teacherCells(rows);
  const over = (value: (cell: Cell) => number | null, format: QuantityFormat) =>
    formatQuantity(cells.map(value), format);
  const loss: QuantityFormat = { digits: 3 };
  const share: QuantityFormat = { digits: 3 };
  return [
    [
      `Teacher: accuracy ${over((cell) => cell.accuracyTeacher, percent)} %,`,
      `validation loss ${over((cell) => cell.teacher.validationLoss, loss)},`,
      `denies ${over((cell) => cell.n.denied, whole)} of ${over((cell) => cell.n.test, whole)}.`,
    ].join(' '),
    [
      `Reference (logistic regression): accuracy ${over((cell) => cell.reference.accuracy, percent)} %,`,
      `AUC ${over((cell) => cell.reference.auc, share)},`,
      `validation loss ${over((cell) => cell.reference.validationLoss, loss)},`,
      `denies ${over((cell) => cell.reference.denied, whole)}.`,
    ].join(' '),
    ...recourseFound(cells),
  ];
}

function recourseFound(cells: readonly Cell[]): string[] {
  const counted = cells.flatMap(({ margins, n: { denied } }) => {
    const rate = margins[0]?.feasibleRateTeacher ?? null;
    return rate === null ? [] : [{ found: Math.round(rate * denied), denied }];
  });
  if (counted.length === 0) return [];
  const found = counted.reduce((sum, one) => sum + one.found, 0);
  const denied = counted.reduce((sum, one) => sum + one.denied, 0);
  const seeds = counted.length === 1 ? '' : `, over ${counted.length} seeds`;
  const said = `${found} of ${denied} denied have any action${seeds}.`;
  return [found < hardly * denied ? `Hardly anybody has recourse here: ${said}` : said];
}
