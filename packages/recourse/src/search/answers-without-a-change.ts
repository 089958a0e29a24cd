import type { Incumbents } from './incumbents.ts';
import type { SearchContext } from './search-context.ts';
import { slpIterations } from './slp-iterations.ts';

/** Slots that are worked on together; bounds the memory. */
const batch = 512;

/**
 * Looks for further answers: from where each person stands, with one of the changes of the incumbent forbidden, a descent
 * to the cheapest action without it, whatever it costs. What it finds is of another structure than the incumbent and
 * stays beside it (see `Incumbents.runnersUp`).
 *
 * @param iterations - Gradient evaluations per change that is forbidden.
 */
export async function answersWithoutAChange(
  context: SearchContext,
  incumbents: Incumbents,
  iterations: number,
): Promise<void> {
  const { count } = context.layout;
  const slots = Int32Array.from(incumbents.cost.keys()).filter(
    (slot) => incumbents.cost[slot]! < Infinity && incumbents.cost[slot] !== 0,
  );
  for (let from = 0; from < slots.length; from += batch) {
    const jobs: { readonly slot: number; readonly forbidden: number }[] = [];
    for (const slot of slots.subarray(from, from + batch)) {
      for (let f = 0; f < count; f += 1) {
        if (incumbents.move[slot * count + f] !== 0) jobs.push({ slot, forbidden: f });
      }
    }
    const fixed = new Float64Array(jobs.length * count).fill(NaN);
    jobs.forEach(({ forbidden }, job) => (fixed[job * count + forbidden] = 0));
    await slpIterations(
      context,
      incumbents,
      {
        count: jobs.length,
        slots: Int32Array.from(jobs, ({ slot }) => slot),
        move: new Float64Array(jobs.length * count),
        fixed,
      },
      { iterations, allowance: Infinity },
    );
  }
}
