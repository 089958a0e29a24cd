import { availableParallelism } from 'node:os';
import { datasets } from '@cfq/datasets';
import { method as methodOf, methods, overrideRecipe, parseRecipeOverrides } from '@cfq/training';
import { assertKnown } from '../command-line/assert-known.ts';
import { UsageError } from '../command-line/benchmark-error.ts';
import { oneLine } from '../command-line/one-line.ts';
import { parseBackbone } from '../cells/parse-backbone.ts';
import { parseNumbers } from '../command-line/parse-numbers.ts';
import { parseSeeds } from '../command-line/parse-seeds.ts';
import { parseWholeNumber } from '../command-line/parse-whole-number.ts';
import { criteria, usualCriterion, type CriterionName } from './criterion.ts';
import { defaultGrid } from './default-grid.ts';
import { gridOverrides, gridSize, type Grid } from './grid.ts';
import { parseGrid } from './parse-grid.ts';

/** The flags of `cfq tune` as written. */
export interface TuneFlags {
  readonly dataset: string;
  readonly method: string;
  readonly grid?: readonly string[];
  readonly by?: string;
  readonly bits: string;
  readonly seeds: string;
  readonly backbone: string;
  readonly out: string;
  readonly jobs?: string;
  readonly threads?: string;
  readonly dataDir?: string;
  readonly json?: boolean;
}

/** A checked request for a search. */
export interface TuneConfiguration {
  readonly dataset: string;
  readonly method: string;
  readonly grid: Grid;
  readonly by: CriterionName;
  readonly budgetBits: number;
  readonly seeds: readonly number[];
  readonly backbone: string;
  readonly out: string;
  readonly jobs: number;
  readonly threads: number;
  readonly dataDir?: string;
  readonly json: boolean;
}

const mostTrials = 1000;

/**
 * Reads flags, fills in the method's default grid and criterion, and tries every combination on the recipe, so that a
 * search does not fail on its last trial.
 *
 * @throws UsageError for an unknown name, listing the known, or a flag or combination that cannot be used
 */
export function tuneConfiguration(flags: TuneFlags): TuneConfiguration {
  const { dataset, method } = flags;
  assertKnown('--dataset', dataset, Object.keys(datasets));
  assertKnown('--method', method, Object.keys(methods));
  const by = flags.by ?? usualCriterion(method);
  assertCriterion(by);
  return {
    dataset,
    method,
    grid: gridOf(method, flags.grid),
    by,
    budgetBits: budgetOf(flags.bits),
    seeds: parseSeeds(flags.seeds),
    backbone: parseBackbone(flags.backbone).name,
    out: flags.out,
    jobs: parseWholeNumber('jobs', flags.jobs ?? String(availableParallelism()), { from: 1, to: 1024 }),
    threads: parseWholeNumber('threads', flags.threads ?? '1', { from: 1, to: 1024 }),
    ...(flags.dataDir !== undefined && { dataDir: flags.dataDir }),
    json: flags.json ?? false,
  };
}

function gridOf(method: string, words: readonly string[] | undefined): Grid {
  const recipe = methodOf(method);
  const grid = words === undefined ? defaultGrid(recipe) : parseGrid(words);
  if (grid === undefined) {
    throw new UsageError(
      `--method: ${method} trains nothing that could be searched by itself. Name values with --grid, or another method.`,
    );
  }
  if (gridSize(grid) > mostTrials) {
    throw new UsageError(
      `--grid: at most ${mostTrials} combinations (got ${gridSize(grid)}). Leave values out.`,
    );
  }
  for (const overrides of gridOverrides(grid)) {
    try {
      overrideRecipe(recipe, parseRecipeOverrides(overrides));
    } catch (error) {
      throw new UsageError(`--grid: ${oneLine(error)}`, { cause: error });
    }
  }
  return grid;
}

function assertCriterion(by: string): asserts by is CriterionName {
  assertKnown('--by', by, Object.keys(criteria));
}

function budgetOf(text: string): number {
  const [budgetBits, ...others] = parseNumbers('bits', text);
  if (budgetBits === undefined || others.length > 0) {
    throw new UsageError(`--bits: takes one number (expected e.g. 4, got "${text}").`);
  }
  if (!(budgetBits > 0 && budgetBits <= 32)) {
    throw new UsageError(`--bits: must be above 0 and at most 32 (got ${budgetBits}).`);
  }
  return budgetBits;
}
