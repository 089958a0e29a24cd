import type { Cell } from '@cfq/benchmark/src/cell.ts';

const distinct = <Value>(values: readonly Value[]): Value[] => [...new Set(values)];

/** Whole numbers as the `--seeds` flag takes them: ascending, runs of three or more as ranges. */
function ranges(numbers: readonly number[]): string {
  const runs: number[][] = [];
  for (const number of distinct(numbers).sort((one, other) => one - other)) {
    const run = runs.at(-1);
    if (run?.at(-1) === number - 1) run.push(number);
    else runs.push([number]);
  }
  return runs.map((run) => (run.length > 2 ? `${run[0]}-${run.at(-1)}` : run.join(','))).join(',');
}

/** The `cfq run` command that measures cells like these: their data sets, methods, budgets, seeds, backbones, margins. */
export function runCommand(cells: readonly Cell[]): string {
  const of = <Value>(value: (cell: Cell) => Value): string => distinct(cells.map(value)).join(',');
  const budgets = distinct(cells.map(({ budgetBits }) => budgetBits).filter((bits) => bits < 32));
  return [
    'cfq run',
    `--dataset ${of(({ dataset }) => dataset)}`,
    `--method ${of(({ method }) => method)}`,
    ...(budgets.length > 0 ? [`--bits ${budgets.join(',')}`] : []),
    `--seeds ${ranges(cells.map(({ seed }) => seed))}`,
    `--backbone ${of(({ backbone }) => backbone)}`,
    `--margins ${distinct(cells.flatMap(({ margins }) => margins.map(({ kappa }) => kappa))).join(',')}`,
  ].join(' ');
}
