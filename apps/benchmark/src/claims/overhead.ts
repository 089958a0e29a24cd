import type { Cell } from '../cells/cell.ts';
import { formatQuantity } from '../tables/format-quantity.ts';
import { pairedOverSeeds } from '../report/data/paired-over-seeds.ts';
import { teacherSteps } from '../families/teacher-steps.ts';
import { ruled, type Claim, type Evidence } from './claim.ts';
import { inWords, pairedIntervalsAre, verdictOn } from './differences.ts';
import { pickCells, situationsOf, type Situation, type Wanted } from './pick-cells.ts';

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

const training = ({ cpuSeconds }: Cell) => cpuSeconds.student;
const recourse = ({ cpuSeconds }: Cell) => cpuSeconds.trainingRecourse;

/** Training costs more the more recourse steps K it takes (CFQ §6, runtime overhead). */
export const overhead: Claim = (evidence) => {
  const { cells } = evidence;
  const rows = situationsOf(cells).flatMap((situation) => [
    ...series(evidence, situation, 'cfq-match: training, steps unrolled', unrolled, training),
    ...series(evidence, situation, 'cfq: recourse of the teacher, solved once', solved, recourse),
    ...series(evidence, situation, 'cfq: training', solved, training),
  ]);
  if (rows.length === 0) return null;
  return {
    claim: 'Overhead grows with the number of recourse steps K.',
    table: {
      title: 'CPU seconds (mean ± sd over seeds), and the last K minus the first, paired over seeds [95 %]',
      columns: ['dataset', 'what', 'seconds by K', 'last − first', 'grows'],
      rows,
      words: true,
    },
    rule: `Supported where the whole interval lies above zero. ${pairedIntervalsAre} CPU time: that of other processes does not count.`,
  };
};

function series(
  { cells, isQuick }: Evidence,
  situation: Situation,
  what: string,
  settings: BySteps,
  seconds: (cell: Cell) => number,
): string[][] {
  const found = settings
    .map(({ k, wanted }) => ({ k, cells: pickCells(cells, situation, wanted) }))
    .filter((one) => one.cells.length > 0);
  const [first, last] = [found[0], found.at(-1)];
  if (first === undefined || last === undefined || found.length < 2) return [];
  const growth = pairedOverSeeds(last.cells, first.cells, seconds);
  const curve = found.map((one) => `K=${one.k}: ${formatQuantity(one.cells.map(seconds), { digits: 2 })}`);
  const verdict = ruled(verdictOn(growth, 'higher'), [...first.cells, ...last.cells], { isQuick });
  return [[situation.title, what, curve.join('; '), inWords(growth, 2), verdict]];
}
