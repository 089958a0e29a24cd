import { moveCost } from './action-layout.ts';
import { writePoint } from './apply-move.ts';
import type { Incumbents } from './incumbents.ts';
import { reaches, type SearchContext } from './search-context.ts';

/** Searches to run side by side. `move` is where each stands, and after `descend` where it stopped. */
export interface Jobs {
  readonly count: number;
  /** The slot of the incumbents each job works for. */
  readonly slot: Int32Array;
  /** `count × F`. */
  readonly move: Float64Array;
  /** `count × F`, NaN where the feature is free, else the value it keeps; `null` leaves all free. */
  readonly fixed: Float64Array | null;
}

export interface DescendOptions {
  /** Gradient evaluations per job at most. */
  readonly iterations: number;
  /** A job ends when the linear model promises no cost below `allowance ×` the slot's incumbent. */
  readonly allowance: number;
}

const sameMove = 1e-5;
const averageFrom = 4;

/**
 * Sequential linear programming on recourse (Griffith & Stewart 1961; for CFQ §3's problem): at each job's point `z` the
 * margin is replaced by `m(z) + ∇m(z)·(y − z)`, the cheapest feasible `y` that brings this to κ is found exactly, and
 * the job goes there. On a network of rectifiers, whose margin is piecewise linear, this lands within a few steps on a
 * point that is exactly optimal for its linear piece. Every point visited is scored; those that reach κ are offered to
 * the incumbents. From the fifth step on gradients are averaged with their predecessors, which breaks cycles between
 * two pieces.
 *
 * Jobs that have converged, or that promise nothing better than their incumbent, leave the batch.
 */
export async function descend(
  context: SearchContext,
  incumbents: Incumbents,
  jobs: Jobs,
  options: DescendOptions,
): Promise<void> {
  const { layout, model, moves, rows, x, margins, slack } = context;
  const { count, width } = layout;
  const points = new Float32Array(model.chunk * width);
  const next = new Float64Array(count);
  const averages = new Map<number, Float32Array>();
  const xRow = { data: x, at: 0 };
  const here = { data: jobs.move, at: 0 };
  const fixed = jobs.fixed === null ? null : { data: jobs.fixed, at: 0 };

  /** Takes one step of one job; true where the job goes on. */
  function step(job: number, margin: number, slope: { data: Float32Array; at: number }, iteration: number): boolean {
    const slot = jobs.slot[job]!;
    const kappa = margins[Math.floor(slot / rows)]!;
    xRow.at = (slot % rows) * width;
    here.at = job * count;
    if (reaches(margin, kappa)) {
      incumbents.offer(slot, moveCost(layout, here.data, here.at), margin, here.data, here.at);
    }
    let along = slope;
    if (iteration >= averageFrom - 1) {
      const average = averages.get(job);
      if (average === undefined) averages.set(job, slope.data.slice(slope.at, slope.at + width));
      else {
        for (let c = 0; c < width; c += 1) average[c] = 0.5 * (average[c]! + slope.data[slope.at + c]!);
        along = { data: average, at: 0 };
      }
    }
    moves.aim(xRow, along);
    const need = kappa + slack - (margin - moves.contribution(here.data, here.at));
    if (fixed !== null) fixed.at = here.at;
    const limit = incumbents.cost[slot]! * options.allowance;
    if (moves.cheapest(need, fixed, limit, next) === Infinity) {
      if (limit < Infinity || !moves.farthest(fixed, next)) return false;
    }
    let moved = false;
    for (let f = 0; f < count; f += 1) {
      if (Math.abs(next[f]! - here.data[here.at + f]!) > sameMove) moved = true;
      here.data[here.at + f] = next[f]!;
    }
    return moved;
  }

  let active = Int32Array.from({ length: jobs.count }, (_, job) => job);
  for (let iteration = 0; iteration < options.iterations && active.length > 0; iteration += 1) {
    let kept = 0;
    for (let from = 0; from < active.length; from += model.chunk) {
      if (await context.pause()) return;
      const batch = active.slice(from, from + model.chunk);
      batch.forEach((job, i) => {
        const at = (jobs.slot[job]! % rows) * width;
        writePoint(layout, x, at, jobs.move, job * count, points, i * width);
      });
      points.fill(0, batch.length * width);
      const scored = await model.slopes(points);
      const slope = { data: scored.slopes, at: 0 };
      for (let i = 0; i < batch.length; i += 1) {
        slope.at = i * width;
        if (!step(batch[i]!, scored.margins[i]!, slope, iteration)) continue;
        active[kept] = batch[i]!;
        kept += 1;
      }
    }
    active = active.slice(0, kept);
  }
}
