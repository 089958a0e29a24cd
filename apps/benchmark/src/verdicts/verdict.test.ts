import { describe, expect, it } from 'vitest';
import { commandProblems } from '../command-problems.ts';
import { summarizeCells } from '../tables/summarize-cells.ts';
import { sampleCell, sampleSettings, type CellChanges } from '../testing/sample-cell.ts';
import { sampleTerminal } from '../testing/sample-terminal.ts';
import type { Cell } from '../cells/cell.ts';
import { againFromCells, nextStep } from './next-step.ts';
import { verdictOf } from './verdict.ts';
import { writeVerdict } from './write-verdict.ts';
import { lengthOf } from '../tables/wrap-text.ts';

const seeds = (changes: CellChanges, count = 5): Cell[] =>
  Array.from({ length: count }, (_, seed) => sampleCell({ seed, ...changes }));
const sentences = (...cells: readonly Cell[]) => verdictOf(summarizeCells(cells)[0]!)!.sentences;
const faithful = { method: 'cfq-faithful', agreement: 1, accuracyStudent: 0.8, overGrant: 0 } as const;
const behind: Partial<Cell> = {
  trainedOut: {
    reference: { onlyTeacher: 2, onlyOther: 20, pValue: 1e-4, beatsTeacher: true },
    student: { onlyTeacher: 2, onlyOther: 3, pValue: 1, beatsTeacher: false },
  },
};

describe('the verdict on a method', () => {
  it('says what became of accuracy, promises and those who did nothing, with intervals', () => {
    const [lsq, exact] = sentences(
      ...seeds({ validityDrop: 4 / 19, agreement: 58 / 60, accuracyStudent: 48 / 60, overGrant: 0.1 }),
      ...seeds({ ...faithful, validityDrop: 0, nearMissFidelity: 1, acceptanceDrift: 0 }),
    );
    expect(lsq).toMatch(
      /^lsq: same accuracy within noise \[−\d\.\d, \+\d\.\d points\], breaks 21 of 100 promises \[1\d, \d\d\] \(only 95 promises\), approves 10 % of the denied with no action \[\d\.\d, 1\d\]/,
    );
    // 1 − 0.025^(1/95) = 3.8 %.
    expect(exact).toContain('breaks none [0, 3.8, exact]');
    expect(exact).toMatch(/; 7 of 7 targets met\.$/);
  });

  it('does not round a share to none', () => {
    const many = sampleCell({ validityDrop: 2e-4 });
    const margins = many.margins.map((margin) => ({
      ...margin,
      counts: { ...margin.counts, validityDrop: 20_000 },
    }));
    const [lsq] = sentences({ ...many, margins });
    expect(lsq).toMatch(/breaks < 0\.05 of 100 promises \[/);
  });

  it('says that accuracy is lost where the interval leaves out zero', () => {
    const [lsq] = sentences(
      ...seeds({ n: { test: 1000, denied: 400 }, accuracyStudent: 0.75, agreement: 0.94 }),
    );
    expect(lsq).toMatch(/^lsq: loses 5\.0 points of accuracy \[−\d\.\d, −\d\.\d points\]/);
  });

  it('does not call accuracies the same that a few rows cannot tell apart', () => {
    const [lsq] = sentences(sampleCell({ accuracyStudent: 46 / 60, agreement: 54 / 60 }));
    expect(lsq).toMatch(/^lsq: accuracy 3\.3 points lower, within noise \[/);
  });

  it('counts targets of those that are defined', () => {
    const all = sentences(
      ...seeds({ method: 'kd', validityDrop: 0, acceptanceDrift: 0 }),
      ...seeds({ ...faithful, validityDrop: 0, nearMissFidelity: 1, acceptanceDrift: 0 }),
    );
    expect(all[1]).toMatch(/; 6 of 6 targets met\.$/);
  });

  it('has words for what is undefined', () => {
    const nobody = sampleCell();
    const margins = nobody.margins.map((margin) => ({
      ...margin,
      validityDrop: null,
      counts: { ...margin.counts, validityDrop: 0 },
    }));
    const [lsq] = sentences(sampleCell({ margins, accuracyStudent: null }));
    expect(lsq).toMatch(/accuracy not measured, no promise to break: nobody who was denied has an action/);
    expect(lsq).not.toMatch(/NaN|undefined/);
  });

  it('leaves out what rests on a teacher that is not trained out, and says so', () => {
    expect(sentences(...seeds(behind, 2))).toEqual([
      'lsq: no verdict, the teacher is not trained out at any of 2 seeds.',
    ]);
    const [some] = sentences(sampleCell(behind), sampleCell({ seed: 1 }));
    expect(some).toMatch(/\(1 of 2 seeds left out: the teacher is not trained out\)\.$/);
  });
});

describe('the end of a command', () => {
  it('fits the terminal and has no colours in a pipe', () => {
    const tables = summarizeCells(seeds({}));
    const ending = {
      tables,
      legend: ['VD ↓: a long sentence '.repeat(8).trim()],
      next: '`cfq list methods`',
    };
    const terminal = sampleTerminal({ isTTY: true, columns: 80 });
    writeVerdict(ending, terminal.stdout);
    const lines = terminal.written().split('\n');
    expect(Math.max(...lines.map(lengthOf))).toBeLessThanOrEqual(80);
    const pipe = sampleTerminal();
    writeVerdict(ending, pipe.stdout);
    expect(pipe.written()).toContain('\nNext: `cfq list methods`\n');
    expect(pipe.written()).not.toContain('\u001b');
  });
});

describe('what to run next', () => {
  const german = (changes: CellChanges = {}, count = 5) =>
    seeds({ dataset: 'german', settings: sampleSettings({ dataset: 'german' }), ...changes }, count);
  const steps = (cells: readonly Cell[], folder: string | undefined = 'results') =>
    nextStep({ cells, folder, again: againFromCells(cells, 'results') });

  it.each([
    ['few seeds', german({}, 2), /--seeds 0-4/],
    [
      'a loss still falling',
      german({ teacher: { ...german()[0]!.teacher, converged: false } }),
      /epochs=200/,
    ],
    ['a better reference', german(behind), /--backbone logistic/],
    ['all of it', german(), /^`cfq report results`/],
  ])('after %s is a command that can be run', (_name, cells, words) => {
    const [, command = ''] = /^`cfq ([^`]+)`/.exec(steps(cells)) ?? [];
    expect(steps(cells)).toMatch(words);
    expect(commandProblems(command.split(' '))).toEqual([]);
  });

  it('knows no command for data of one’s own but the report', () => {
    expect(steps([sampleCell({ dataset: 'mine' })])).toMatch(/^`cfq report results`/);
  });
});
