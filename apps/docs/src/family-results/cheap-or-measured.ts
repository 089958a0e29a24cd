import type { AllocationRow } from './allocation-results.ts';
import { overSeeds, type OverSeeds } from './over-seeds.ts';
import { bestRanked, type RankedSensitivity } from './sensitivity-ranking.ts';

/** Sensitivities that evaluate the loss at every layer and width; all others predict from one look at the teacher. */
const measuring = ['loss', 'counterfactual', 'counterfactual-margin'];

/** One budget on one data set. */
interface CheapDifference {
  readonly dataset: string;
  readonly budgetBits: number;
  /** Error by the cheap one less that by the measuring one, paired by seed, points. */
  readonly difference: OverSeeds;
}

/** Whether the best sensitivity that predicts is as good as the best that measures. */
export interface CheapOrMeasured {
  readonly cheap: string;
  readonly measured: string;
  readonly differences: readonly CheapDifference[];
  /** Comparisons whose interval lies below 0, above 0, and across it. */
  readonly better: number;
  readonly worse: number;
  readonly open: number;
}

/**
 * Holds the best cheap sensitivity against the best that measures: each the one whose rank correlation on random schedules is
 * highest, so that what is compared did not choose; both with the exact knapsack, in bits.
 *
 * @returns null where there are no ranks
 */
export function cheapOrMeasured(
  rows: readonly AllocationRow[],
  ranking: readonly RankedSensitivity[],
): CheapOrMeasured | null {
  const names = [...new Set(ranking.map(({ sensitivity }) => sensitivity))];
  const cheap = bestRanked(
    ranking,
    names.filter((name) => !measuring.includes(name)),
  );
  const measured = bestRanked(ranking, measuring);
  if (cheap === null || measured === null) return null;
  const own = rows.filter(({ allocator, spend }) => allocator === 'knapsack' && spend === 'bits');
  const differences = own
    .filter(({ sensitivity }) => sensitivity === cheap)
    .flatMap(({ dataset, budgetBits, bySeed }): CheapDifference[] => {
      const other = own.find(
        (row) => row.sensitivity === measured && row.dataset === dataset && row.budgetBits === budgetBits,
      );
      if (other === undefined) return [];
      const paired = [...bySeed].map(([seed, error]) => {
        const against = other.bySeed.get(seed) ?? null;
        return error === null || against === null ? null : error - against;
      });
      return [{ dataset, budgetBits, difference: overSeeds(paired) }];
    });
  const better = differences.filter(({ difference: { upper } }) => upper !== null && upper < 0).length;
  const worse = differences.filter(({ difference: { lower } }) => lower !== null && lower > 0).length;
  return { cheap, measured, differences, better, worse, open: differences.length - better - worse };
}
