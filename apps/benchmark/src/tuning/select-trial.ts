import type { RecipeOverrides } from '@cfq/training';
import type { Cell } from '../cells/cell.ts';
import { meanAndSpread } from '../tables/mean-and-spread.ts';
import type { Criterion } from './criterion.ts';

/** One combination of the grid and what became of it. */
export interface TriedTrial {
  readonly overrides: RecipeOverrides;
  /** One a seed, as far as they finished. */
  readonly cells: readonly Cell[];
  /** Why cells are missing. */
  readonly errors: readonly string[];
}

/** A trial, judged. */
export interface JudgedTrial extends TriedTrial {
  /** Only `finished` can win. */
  readonly state: 'finished' | 'failed' | 'over-budget' | 'undefined';
  /** Mean of the criterion over the seeds where it is defined; null where there is none. */
  readonly score: number | null;
  /** Largest over the seeds; null without cells. */
  readonly averageBits: number | null;
}

/** Of binary rounding, in sums of bits. */
const slack = 1e-9;

/**
 * Judges trials and puts them in order: those that can win first, by the criterion, then fewer bits, then their place
 * in the grid; then the rest in the order of the grid. A trial of which a seed failed, or that takes more bits than the
 * budget at any seed, or whose criterion is undefined at any seed, stays on record and cannot win.
 *
 * @param trials in the order of the grid
 * @returns all of them; the first is the winner where its state is `finished`, else nobody wins
 */
export function judgeTrials(
  trials: readonly TriedTrial[],
  { criterion, seeds, budgetBits }: { criterion: Criterion; seeds: number; budgetBits: number },
): JudgedTrial[] {
  const judged = trials.map((trial): JudgedTrial => {
    const { mean, defined } = meanAndSpread(trial.cells.map((cell) => criterion.value(cell)));
    const bits = trial.cells.map((cell) => cell.averageBits);
    const state =
      trial.cells.length < seeds
        ? 'failed'
        : bits.some((one) => one > budgetBits + slack)
          ? 'over-budget'
          : defined < seeds
            ? 'undefined'
            : 'finished';
    return {
      ...trial,
      state,
      score: defined > 0 ? mean : null,
      averageBits: bits.length > 0 ? Math.max(...bits) : null,
    };
  });
  const able = judged.filter(({ state }) => state === 'finished');
  const better = (a: JudgedTrial, b: JudgedTrial): number =>
    criterion.direction * ((b.score ?? 0) - (a.score ?? 0)) || (a.averageBits ?? 0) - (b.averageBits ?? 0);
  return [...able.sort(better), ...judged.filter(({ state }) => state !== 'finished')];
}
