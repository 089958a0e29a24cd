import type { Cell } from '../../cells/cell.ts';
import { modelWords } from '../../cells/models/model-words.ts';
import { fullPrecisionBits } from '../../cells/full-precision-bits.ts';
import { ascending } from './curves.ts';

/** The `cfq run` command that measures cells of no plan: their datasets, methods, budgets, seeds, backbones, margins. */
export function commandOfCells(cells: readonly Cell[]): string {
  const of = (value: (cell: Cell) => string): string => [...new Set(cells.map(value))].join(',');
  const budgets = ascending(cells.map(({ budgetBits }) => budgetBits)).filter(
    (bits) => bits < fullPrecisionBits,
  );
  return [
    'cfq run',
    `--dataset ${of(({ dataset }) => dataset)}`,
    `--method ${of(({ method }) => method)}`,
    ...(budgets.length > 0 ? [`--bits ${budgets.join(',')}`] : []),
    `--seeds ${seeds(ascending(cells.map(({ seed }) => seed)))}`,
    `--backbone ${of(({ backbone }) => backbone)}`,
    `--margins ${ascending(cells.flatMap(({ margins }) => margins.map(({ kappa }) => kappa))).join(',')}`,
    ...actionsOf(cells),
    ...modelsOf(cells),
  ].join(' ');
}

/** The policies of the cells by name; a policy of a file of one's own has no name that the command knows. */
function actionsOf(cells: readonly Cell[]): string[] {
  const policies = new Set(cells.map(({ settings }) => settings.actions));
  const names = [...policies].filter((one) => typeof one === 'string');
  return names.length === policies.size && names.length > 0 ? [`--actions ${names.join(',')}`] : [];
}

/** How the models were made, where all were made alike. */
function modelsOf(cells: readonly Cell[]): string[] {
  const ways = new Set(
    cells.map(({ settings: { teacherOptions, decision, classWeights } }) =>
      modelWords({ teacher: teacherOptions, threshold: decision, classWeights }).join(' '),
    ),
  );
  const [way = ''] = ways;
  return ways.size === 1 && way !== '' ? [way] : [];
}

/** Ascending whole numbers as the `--seeds` flag takes them: runs of three and more as ranges. */
function seeds(numbers: readonly number[]): string {
  const runs: number[][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run?.at(-1) === number - 1) run.push(number);
    else runs.push([number]);
  }
  return runs.map((run) => (run.length > 2 ? `${run[0]}-${run.at(-1)}` : run.join(','))).join(',');
}
