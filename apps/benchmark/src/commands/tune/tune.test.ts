import { method, methods } from '@cfq/training';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { sampleCell, type CellChanges } from '../../testing/sample-cell.ts';
import { criteria } from '../../tuning/criterion.ts';
import { defaultGrid } from '../../tuning/default-grid.ts';
import { gridOverrides, gridSize, overrideWords } from '../../cells/overrides/grid.ts';
import { parseGrid } from '../../cells/overrides/parse-grid.ts';
import { judgeTrials, type TriedTrial } from '../../tuning/select-trial.ts';
import { trialSettings } from '../../tuning/trial-settings.ts';
import { tuneConfiguration, type TuneFlags } from './tune-configuration.ts';
import { tuningOf } from '../../tuning/tuning-of.ts';
import { tuningSchema } from '../../tuning/tuning.ts';
import { tuningTable } from '../../tuning/tuning-table.ts';

const flags: TuneFlags = {
  dataset: 'german',
  method: 'cfq',
  bits: '4',
  seeds: '0-1',
  backbone: 'mlp:128-64',
  out: 'cfq-tune',
};

describe('a grid', () => {
  it('is every combination once, the last name changing fastest', () => {
    const grid = parseGrid('grid', ['eta=0.25,1', 'lambda=1e-4,1e-3', 'length.steps=2000']);
    expect(gridSize(grid)).toBe(4);
    expect(gridOverrides(grid)).toEqual(
      [
        [0.25, 1e-4],
        [0.25, 1e-3],
        [1, 1e-4],
        [1, 1e-3],
      ].map(([valid, cost]) => ({ terms: { valid, 'bit-cost': cost }, length: { steps: 2000 } })),
    );
  });

  it('reads numbers, truth values and words', () => {
    expect(parseGrid('grid', ['perChannel=true,false', 'allocator=uniform'])).toEqual([
      { name: 'perChannel', values: [true, false] },
      { name: 'allocator', values: ['uniform'] },
    ]);
  });

  it.each<[string, string[], RegExp]>([
    ['a word without a value', ['eta'], /must be name=value.*"eta"/],
    ['an empty list', ['eta='], /--grid/],
    ['an unknown name', ['etta=1'], /"etta" \(known: eta, lambda, .*terms\.task.*Did you mean "eta"/],
    ['an unknown term', ['terms.vlid=1'], /Did you mean "terms\.valid"/],
    ['a number that is none', ['eta=1e999'], /a number is at most .*"1e999"/],
    ['one thing under two names', ['eta=1', 'terms.valid=2'], /names terms\.valid twice/],
    ['two lengths', ['length.passes=2', 'length.steps=20'], /in passes or in steps/],
  ])('refuses %s', (_, words, message) => {
    const attempt = () => parseGrid('grid', words);
    expect(attempt).toThrow(UsageError);
    expect(attempt).toThrow(message);
  });

  it('writes every combination as words that read back as the same', () => {
    const grid = parseGrid('grid', [
      'eta=0.25,0.5',
      'learningRate=1e-7',
      'perChannel=true',
      'length.steps=40',
    ]);
    for (const overrides of gridOverrides(grid)) {
      expect(gridOverrides(parseGrid('override', overrideWords(overrides)))).toEqual([overrides]);
    }
  });
});

describe('defaultGrid', () => {
  it("is the paper's η and λ for the paper's method", () => {
    expect(defaultGrid(method('cfq'))).toEqual([
      { name: 'terms.valid', values: [0.25, 0.5, 1, 2] },
      { name: 'terms.bit-cost', values: [1e-4, 1e-3, 1e-2, 1e-1] },
    ]);
    expect(defaultGrid(method('mixedprec'))?.map(({ name }) => name)).toEqual(['terms.bit-cost']);
  });

  it('varies the learning rate of an objective that has no weights to vary', () => {
    expect(defaultGrid(method('lsq'))).toEqual([{ name: 'learningRate', values: [3e-4, 1e-3, 3e-3] }]);
  });

  it('can be run for every method that has one', () => {
    for (const name of Object.keys(methods)) {
      const attempt = () => tuneConfiguration({ ...flags, method: name });
      if (defaultGrid(method(name)) === undefined) expect(attempt).toThrow(/^--method: .*trains nothing/);
      else expect(gridSize(attempt().grid)).toBeGreaterThan(1);
    }
    expect(defaultGrid(method('fp32'))).toBeUndefined();
    expect(defaultGrid(method('ptq8'))).toBeUndefined();
  });
});

describe('tuneConfiguration', () => {
  it("chooses as the paper does for the paper's methods, on faithfulness for ours", () => {
    expect(tuneConfiguration(flags).by).toBe('accuracy');
    expect(tuneConfiguration({ ...flags, method: 'cfq-faithful' }).by).toBe('faithfulness');
    expect(tuneConfiguration({ ...flags, by: 'faithfulness' }).by).toBe('faithfulness');
    expect(tuneConfiguration({ ...flags, method: 'kd' }).by).toBe('faithfulness');
  });

  it('tries ordinary cells on validation rows, one a seed', () => {
    const configuration = tuneConfiguration({ ...flags, grid: ['eta=0.5'] });
    const [overrides = {}] = gridOverrides(configuration.grid);
    expect(trialSettings(configuration, overrides)).toMatchObject(
      [0, 1].map((seed) => ({ seed, rows: 'validation', overrides: { terms: { valid: 0.5 } } })),
    );
  });

  it.each<[string, Partial<TuneFlags>, RegExp]>([
    ['an unknown dataset', { dataset: 'germna' }, /Did you mean "german"/],
    ['an unknown method', { method: 'cfg' }, /Did you mean "cfq"/],
    ['an unknown criterion', { by: 'speed' }, /^--by: .*accuracy, faithfulness/],
    ['a weight below 0', { grid: ['eta=-1'] }, /^--grid: .*terms/],
    ['a part the recipe does not have', { grid: ['unrolledSteps=2'] }, /^--grid: .*recourse-match/],
    ['a recipe that has none', { method: 'fp32', grid: ['eta=1'] }, /^--grid: .*full-precision/],
    ['two budgets', { bits: '3,4' }, /^--bits: takes one/],
    ['a budget below everything', { bits: '-3' }, /^--bits: must be above 0 .*got -3/],
    ['a budget above full precision', { bits: '64' }, /^--bits: must be at most 32 .*got 64/],
    ['more trials than anybody waits for', { grid: bigGrid() }, /^--grid: at most 1000/],
  ])('refuses %s', (_, wrong, message) => {
    const attempt = () => tuneConfiguration({ ...flags, ...wrong });
    expect(attempt).toThrow(UsageError);
    expect(attempt).toThrow(message);
  });
});

function bigGrid(): string[] {
  const values = Array.from({ length: 32 }, (_, place) => (place + 1) / 10).join(',');
  return [`eta=${values}`, `lambda=${values}`];
}

const trial = (valid: number, ...cells: CellChanges[]): TriedTrial => ({
  overrides: { terms: { valid } },
  cells: cells.map((changes, seed) => sampleCell({ seed, ...changes })),
  errors: [],
});
const accurate = (accuracyStudent: number | null, changes: CellChanges = {}): CellChanges => ({
  accuracyStudent,
  ...changes,
});
const judge = (by: keyof typeof criteria, ...trials: TriedTrial[]) =>
  judgeTrials(trials, { criterion: criteria[by], seeds: 2, budgetBits: 4 });
const order = (judged: ReturnType<typeof judge>) =>
  judged.map(({ overrides, state }) => [overrides.terms?.['valid'], state]);

describe('judgeTrials', () => {
  it('puts the best mean first, whichever way is better', () => {
    const [worse, best] = [
      trial(1, accurate(0.7, { faithfulnessError: 0.1 }), accurate(0.78, { faithfulnessError: 0.1 })),
      trial(2, accurate(0.75, { faithfulnessError: 0.9 }), accurate(0.76, { faithfulnessError: 0.8 })),
    ];
    expect(order(judge('accuracy', worse, best)).map(([valid]) => valid)).toEqual([2, 1]);
    expect(order(judge('faithfulness', worse, best)).map(([valid]) => valid)).toEqual([1, 2]);
  });

  it('settles equals by fewer bits, then by their place in the grid', () => {
    const same = accurate(0.75);
    const lean = accurate(0.75, { averageBits: 3.5 });
    expect(
      order(judge('accuracy', trial(3, same, same), trial(1, same, same), trial(2, lean, lean))),
    ).toEqual([
      [2, 'finished'],
      [3, 'finished'],
      [1, 'finished'],
    ]);
  });

  it('never lets a trial win that failed, takes too many bits or has no number', () => {
    const judged = judge(
      'accuracy',
      { ...trial(1, accurate(0.99)), errors: ['seed 1 failed'] },
      trial(2, accurate(0.98), accurate(0.98, { averageBits: 4.01 })),
      trial(3, accurate(0.97), accurate(null)),
      trial(4, accurate(0.6), accurate(0.6)),
      { ...trial(5), errors: ['both failed'] },
    );
    expect(order(judged)).toEqual([
      [4, 'finished'],
      [1, 'failed'],
      [2, 'over-budget'],
      [3, 'undefined'],
      [5, 'failed'],
    ]);
    expect(judged.at(-1)).toMatchObject({ score: null, averageBits: null });
  });
});

describe('tuningOf', () => {
  const configuration = tuneConfiguration({ ...flags, grid: ['eta=1,2'] });

  it('records every trial, the rule and the command that runs the winner', () => {
    const tuning = tuningOf(
      [trial(1, accurate(0.7), accurate(0.7)), trial(2, accurate(0.72), accurate(0.7))],
      configuration,
    );
    expect(tuningSchema.parse(JSON.parse(JSON.stringify(tuning)))).toEqual(tuning);
    expect(tuning.trials.map(({ score }) => score)).toEqual([0.71, 0.7]);
    expect(tuning.winner).toEqual({
      overrides: { terms: { valid: 2 } },
      command:
        'cfq run --dataset german --method cfq --bits 4 --backbone mlp:128-64 --override terms.valid=2',
    });
    expect(tuning.rule).toMatch(/highest mean validation accuracy .* fewer average bits/);
    expect(tuningTable(tuning).rows.map(([name, state]) => [name, state])).toEqual([
      ['terms.valid=2', 'finished'],
      ['terms.valid=1', 'finished'],
    ]);
  });

  it('names no winner where none can win', () => {
    expect(tuningOf([trial(1, accurate(0.9))], configuration).winner).toBeNull();
    expect(tuningOf([], configuration).winner).toBeNull();
  });
});
