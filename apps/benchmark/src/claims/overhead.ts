import type { Cell } from '../cells/cell.ts';
import { formatQuantity } from '../tables/format-quantity.ts';
import { pairedOverSeeds } from '../report/data/paired-over-seeds.ts';
import { teacherSteps } from '../families/teacher-steps.ts';
import type { Claim } from './claim.ts';
import { inWords, verdictOn } from './differences.ts';
import { datasetsOf, pickCells, type Wanted } from './pick-cells.ts';

/** Settings by K. */
type BySteps = readonly { readonly k: number; readonly wanted: Wanted }[];

const unrolled: BySteps = [1, 2, 3].map((k) => ({
  k,
  wanted: { method: 'cfq-match', overrides: { unrolledSteps: k } },
}));
const solved: BySteps = teacherSteps.map((k) => ({
  k,
  wanted: { method: 'cfq', teacherActions: { steps: k } },
}));

const training = ({ seconds }: Cell) => seconds.student;
const recourse = ({ seconds }: Cell) => seconds.trainingRecourse;

/** Training costs more the more recourse steps K it takes (CFQ §6, runtime overhead). */
export const overhead: Claim = (cells) => {
  const rows = datasetsOf(cells).flatMap((dataset) => [
    ...series(cells, dataset, 'cfq-match: training, steps unrolled', unrolled, training),
    ...series(cells, dataset, 'cfq: recourse of the teacher, solved once', solved, recourse),
    ...series(cells, dataset, 'cfq: training', solved, training),
  ]);
  if (rows.length === 0) return null;
  return {
    claim: 'Overhead grows with the number of recourse steps K.',
    table: {
      title: 'Seconds (mean ± sd over seeds), and the last K minus the first, paired over seeds [95 %]',
      columns: ['dataset', 'what', 'seconds by K', 'last − first', 'grows'],
      rows,
      words: true,
    },
    rule: 'Supported where the whole interval lies above zero. Wall time of processes that share the machine.',
  };
};

function series(
  cells: readonly Cell[],
  dataset: string,
  what: string,
  settings: BySteps,
  seconds: (cell: Cell) => number,
): string[][] {
  const found = settings
    .map(({ k, wanted }) => ({ k, cells: pickCells(cells, dataset, wanted) }))
    .filter((one) => one.cells.length > 0);
  const [first, last] = [found[0], found.at(-1)];
  if (first === undefined || last === undefined || found.length < 2) return [];
  const growth = pairedOverSeeds(last.cells, first.cells, seconds);
  const curve = found.map((one) => `K=${one.k}: ${formatQuantity(one.cells.map(seconds), { digits: 2 })}`);
  return [[dataset, what, curve.join('; '), inWords(growth, 2), verdictOn(growth, 'higher')]];
}
