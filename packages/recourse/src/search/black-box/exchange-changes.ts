import { moveCost } from '../action-layout.ts';
import type { Incumbents } from '../incumbents.ts';
import type { SearchContext } from '../search-context.ts';
import type { ChangeOptions } from './change-options.ts';
import { isPermitted, scoreTrials, type MoveJob, type Trial } from './move-jobs.ts';
import { smallerChanges } from './smaller-changes.ts';

/** Jobs that are worked on together; bounds the memory. */
const batch = 32;

/** How exchanges are tried. */
export interface ExchangeOptions {
  /** What each person may do to one feature. */
  readonly optionsOf: (row: number) => ChangeOptions;
  /** Smaller values that each change is tried at, an integer ≥ 0. */
  readonly exchanges: number;
}

/**
 * Trades changes of each job's cheapest success: one is made smaller or put back, and every change of every other feature is
 * tried in its stead, as far as the two together are cheaper. It finds what looking at one change at a time does not,
 * since there each of the two alone brings nothing.
 */
export async function exchangeChanges(
  context: SearchContext,
  incumbents: Incumbents,
  jobs: readonly MoveJob[],
  { optionsOf, exchanges }: ExchangeOptions,
): Promise<void> {
  if (exchanges === 0) return;
  const { layout, rows } = context;
  for (let from = 0; from < jobs.length; from += batch) {
    const trials = jobs.slice(from, from + batch).flatMap((job): Trial[] => {
      const { best, cost } = job;
      if (best === null || cost === 0) return [];
      const row = job.slot % rows;
      const options = optionsOf(row);
      const changed = Array.from(best.keys()).filter((f) => best[f] !== 0);
      return changed.flatMap((f) =>
        smallerChanges(layout, { feature: f, row, low: 0, change: best[f]!, parts: exchanges }).flatMap(
          (smaller) => {
            const less = best.with(f, smaller);
            return options
              .flatMap((values, g) =>
                g === f || job.forbidden.includes(g) ? [] : values.map((value) => less.with(g, value)),
              )
              .filter((move) => moveCost(layout, move, 0) < cost && isPermitted(layout, row, move))
              .map((move) => ({ job, move, margin: NaN }));
          },
        ),
      );
    });
    if (!(await scoreTrials(context, incumbents, trials))) return;
  }
}
