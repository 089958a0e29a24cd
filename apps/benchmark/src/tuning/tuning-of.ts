import { valueOf } from '../cells/aggregates/aggregate-of.ts';
import type { Cell } from '../cells/cell.ts';
import { codeVersion } from '../cells/code/code-version.ts';
import { meanAndSpread } from '../tables/mean-and-spread.ts';
import { modelWords } from '../cells/models/model-words.ts';
import { quoted } from '../command-line/quoted.ts';
import { criteria } from './criterion.ts';
import { overrideWords } from '../cells/overrides/grid.ts';
import { judgeTrials, type TriedTrial } from './select-trial.ts';
import type { TuneConfiguration } from './tune-configuration.ts';
import { trialAggregates, type Tuning } from './tuning.ts';

/** The outcome of a search from its trials, in the order of the grid. Pure. */
export function tuningOf(trials: readonly TriedTrial[], configuration: TuneConfiguration): Tuning {
  const { dataset, method, backbone, budgetBits, seeds, by } = configuration;
  const judged = judgeTrials(trials, { criterion: criteria[by], seeds: seeds.length, budgetBits });
  const [first] = judged;
  return {
    dataset,
    method,
    backbone,
    budgetBits,
    seeds: [...seeds],
    by,
    rule: criteria[by].rule,
    command: tuneCommand(configuration),
    codeVersion,
    trials: judged.map(({ overrides, state, score, averageBits, cells, errors }) => ({
      overrides: { ...overrides },
      state,
      score,
      ...(Object.fromEntries(trialAggregates.map((name) => [name, mean(cells, valueOf(name))])) as Record<
        (typeof trialAggregates)[number],
        number | null
      >),
      averageBits,
      seeds: cells.length,
      errors: [...errors],
    })),
    winner:
      first?.state === 'finished'
        ? {
            overrides: { ...first.overrides },
            command: winnerCommand(configuration, overrideWords(first.overrides)),
          }
        : null,
  };
}

/** The words of a command line for what its trials have in common beside their method. */
function conditionWords({ actions, dataDir, plugins, ...rest }: TuneConfiguration): string[] {
  return [
    ...(actions === undefined ? [] : [`--actions ${quoted(actions)}`]),
    ...modelWords(rest),
    ...(dataDir === undefined ? [] : [`--data-dir ${quoted(dataDir)}`]),
    ...plugins.map((plugin) => `--plugin ${quoted(plugin)}`),
  ];
}

function mean(cells: readonly Cell[], value: (cell: Cell) => number | null): number | null {
  const { mean: average, defined } = meanAndSpread(cells.map(value));
  return defined > 0 ? average : null;
}

function winnerCommand(configuration: TuneConfiguration, words: readonly string[]): string {
  const { dataset, method, budgetBits, backbone } = configuration;
  return [
    `cfq run --dataset ${dataset} --method ${method} --bits ${budgetBits} --backbone ${backbone}`,
    ...conditionWords(configuration),
    ...words.map((word) => `--override ${quoted(word)}`),
  ].join(' ');
}

function tuneCommand(configuration: TuneConfiguration): string {
  const { dataset, method, grid, by, budgetBits, seeds, backbone, out } = configuration;
  return [
    `cfq tune --dataset ${dataset} --method ${method} --by ${by} --bits ${budgetBits}`,
    `--seeds ${seeds.join(',')} --backbone ${backbone} --out ${quoted(out)}`,
    ...conditionWords(configuration),
    `--grid ${grid.map(({ name, values }) => quoted(`${name}=${values.join(',')}`)).join(' ')}`,
  ].join(' ');
}
