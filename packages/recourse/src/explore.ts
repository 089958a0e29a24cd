import { writePoint } from './apply-move.ts';
import { descend, type DescendOptions, type Jobs } from './descend.ts';
import type { Incumbents } from './incumbents.ts';
import { createAlternatives } from './propose-alternatives.ts';
import type { SearchContext } from './search-context.ts';

export interface ExploreOptions extends DescendOptions {
  /** Alternatives tried per slot at most, the most promising first. */
  readonly candidates: number;
}

/**
 * Tries other structures beside each slot's incumbent (see `createAlternatives`): one gradient at the incumbent ranks
 * them, and a short descent from the most promising ones, each with its decision held, offers what it finds.
 *
 * @param slots - The slots to work on.
 * @param fallback - `slots × F`: where to look from in slots that have no success yet.
 */
export async function explore(
  context: SearchContext,
  incumbents: Incumbents,
  slots: Int32Array,
  fallback: Float64Array,
  options: ExploreOptions,
): Promise<void> {
  const { layout, model, moves, rows, x, margins, slack } = context;
  const { count, width } = layout;
  const { candidates, allowance } = options;
  const propose = createAlternatives(layout, moves);
  const points = new Float32Array(model.chunk * width);
  const xRow = { data: x, at: 0 };

  // The best few proposals of the slot at hand, by promised cost; one spare place for the one to insert.
  const promised = new Float64Array(candidates + 1);
  const starts = new Float64Array((candidates + 1) * count);
  const holds = new Float64Array((candidates + 1) * count);
  let held = 0;
  const keep = (cost: number, move: Float64Array, fixed: Float64Array): void => {
    let place = held;
    while (place > 0 && promised[place - 1]! > cost) place -= 1;
    if (place >= candidates) return;
    promised.copyWithin(place + 1, place, held);
    starts.copyWithin((place + 1) * count, place * count, held * count);
    holds.copyWithin((place + 1) * count, place * count, held * count);
    promised[place] = cost;
    starts.set(move, place * count);
    holds.set(fixed, place * count);
    held = Math.min(held + 1, candidates);
  };

  const capacity = slots.length * candidates;
  const jobs = {
    count: 0,
    slot: new Int32Array(capacity),
    move: new Float64Array(capacity * count),
    fixed: new Float64Array(capacity * count),
  } satisfies Jobs;
  for (let from = 0; from < slots.length; from += model.chunk) {
    if (await context.pause()) return;
    const batch = slots.subarray(from, from + model.chunk);
    const at = (slot: number, i: number) =>
      incumbents.cost[slot]! < Infinity
        ? { data: incumbents.move, at: slot * count }
        : { data: fallback, at: (from + i) * count };
    batch.forEach((slot, i) => {
      const base = at(slot, i);
      writePoint(layout, x, (slot % rows) * width, base.data, base.at, points, i * width);
    });
    points.fill(0, batch.length * width);
    const scored = await model.slopes(points);
    const slope = { data: scored.slopes, at: 0 };
    batch.forEach((slot, i) => {
      if (incumbents.cost[slot] === 0) return;
      const base = at(slot, i);
      const kappa = margins[Math.floor(slot / rows)]!;
      xRow.at = (slot % rows) * width;
      slope.at = i * width;
      moves.aim(xRow, slope);
      const need = kappa + slack - (scored.margins[i]! - moves.contribution(base.data, base.at));
      held = 0;
      propose(xRow, slope, need, base, incumbents.cost[slot]! * allowance, keep);
      jobs.slot.fill(slot, jobs.count, jobs.count + held);
      jobs.move.set(starts.subarray(0, held * count), jobs.count * count);
      jobs.fixed.set(holds.subarray(0, held * count), jobs.count * count);
      jobs.count += held;
    });
  }
  await descend(context, incumbents, jobs, options);
}
