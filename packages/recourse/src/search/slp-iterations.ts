import { moveCost } from './action-layout.ts';
import { writePoint } from './apply-move.ts';
import type { Incumbents } from './incumbents.ts';
import { attains } from './attains.ts';
import type { SearchContext } from './search-context.ts';
import { createSlopeAverages } from './slope-averages.ts';

/** Searches to run side by side. `move` is where each stands, and after `slpIterations` the last point it scored. */
export interface Jobs {
  readonly count: number;
  /** The slot of the incumbents each job works for; moves up where jobs climb. */
  readonly slots: Int32Array;
  /** `count × F`. */
  readonly move: Float64Array;
  /** `count × F`, NaN where the feature is free, else the value it keeps; `null` leaves all free. */
  readonly fixed: Float64Array | null;
}

export interface SlpIterationOptions {
  /** Gradient evaluations per job at most. */
  readonly iterations: number;
  /** A job ends when the linear model promises no cost below `allowance ×` the slot's incumbent; `Infinity` for never. */
  readonly allowance: number;
  /**
   * Where given, a job that ends goes on to the next larger margin of its row with the gradient it has, and may spend
   * this many evaluations on each. Without it jobs keep to their slot.
   */
  readonly followIterations?: number;
  /** Steps that first raise the margin as far as it goes, whatever the cost, in slots without a success. Default: none. */
  readonly ascentSteps?: number;
}

const sameMove = 1e-5;
const averageFrom = 3;

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
export async function slpIterations(
  context: SearchContext,
  incumbents: Incumbents,
  jobs: Jobs,
  options: SlpIterationOptions,
): Promise<void> {
  const { layout, model, subproblem, rows, x, margins, marginTolerance } = context;
  const { count, width } = layout;
  const { slots, move } = jobs;
  const points = new Float32Array(model.chunk * width);
  const next = new Float64Array(count);
  const scored = new Float64Array(count);
  const averages = createSlopeAverages(layout, jobs.count);
  const fixed = jobs.fixed === null ? null : { data: jobs.fixed, at: 0 };
  const taken = new Int32Array(jobs.count);
  const limits = new Int32Array(jobs.count).fill(options.iterations);
  /** Where in the slopes of the present call the subproblem is linearized, −1 where it is not. */
  let linearized = -1;

  /** The job whose move up the present slope, as far as it goes, `next` holds, −1 for none; and what was needed in vain. */
  let steepest = -1;
  let unmet = -Infinity;

  /** Whether `next` is the move of a job too, which like `steepest` can do no more, with the same features held. */
  function isSteepest(job: number, need: number, limit: number): boolean {
    if (steepest < 0 || need < unmet || limit < Infinity || taken[job] !== taken[steepest]) return false;
    for (let f = 0; f < count && fixed !== null; f += 1) {
      const [held, other] = [fixed.data[job * count + f]!, fixed.data[steepest * count + f]!];
      if (held !== other && !(Number.isNaN(held) && Number.isNaN(other))) return false;
    }
    return true;
  }

  /** Whether two jobs stand on one point of one person. */
  function standsWith(job: number, other: number): boolean {
    if (slots[job]! % rows !== slots[other]! % rows) return false;
    for (let f = 0; f < count; f += 1) {
      if (move[job * count + f] !== move[other * count + f]) return false;
    }
    return true;
  }

  /** Takes one step of one job, and the first step to the next margin where it ends; true where the job goes on. */
  function step(job: number, margin: number, slopes: Float32Array, slopeAt: number): boolean {
    taken[job] = taken[job]! + 1;
    const at = job * count;
    for (let f = 0; f < count; f += 1) scored[f] = move[at + f]!;
    for (;;) {
      if (advance(job, margin, slopes, slopeAt) && taken[job] < limits[job]!) return true;
      move.set(scored, at);
      const above = slots[job]! + rows;
      if (options.followIterations === undefined || above >= margins.length * rows) return false;
      slots[job] = above;
      taken[job] = 0;
      limits[job] = options.followIterations;
      averages.forget(job);
    }
  }

  /** Moves a job to the cheapest point of the linear model at its present one; false where it should end. */
  function advance(job: number, margin: number, slopes: Float32Array, slopeAt: number): boolean {
    const slot = slots[job]!;
    const kappa = margins[Math.floor(slot / rows)]!;
    const at = job * count;
    if (attains(margin, kappa)) incumbents.offer(slot, moveCost(layout, move, at), margin, move, at);
    const isAveraged = taken[job]! > averageFrom;
    if (isAveraged || linearized !== slopeAt) {
      const slope = isAveraged ? averages.follow(job, slopes, slopeAt) : slopes;
      subproblem.linearizeAt(slot % rows, slope, isAveraged ? 0 : slopeAt);
      linearized = isAveraged ? -1 : slopeAt;
      steepest = -1;
    }
    const need = kappa + marginTolerance - (margin - subproblem.contribution(move, at));
    if (fixed !== null) fixed.at = at;
    const limit = incumbents.cost[slot]! * options.allowance;
    const ascending =
      limit === Infinity && options.ascentSteps !== undefined && taken[job]! <= options.ascentSteps;
    if (!isSteepest(job, need, limit)) {
      steepest = -1;
      if (ascending && subproblem.maximizeMargin(fixed, next)) [steepest, unmet] = [job, -Infinity];
      else if (subproblem.minimizeCost(need, fixed, limit, next) === Infinity) {
        if (limit < Infinity || !subproblem.maximizeMargin(fixed, next)) return false;
        if (subproblem.monotone) [steepest, unmet] = [job, need];
      }
    }
    let moved = false;
    for (let f = 0; f < count; f += 1) {
      if (Math.abs(next[f]! - move[at + f]!) > sameMove) moved = true;
      move[at + f] = next[f]!;
    }
    return moved;
  }

  const active = Int32Array.from({ length: jobs.count }, (_, job) => job);
  /** The row of the call that each job of it stands on: neighbours that stand on one point share it. */
  const place = new Int32Array(jobs.count);
  let left = jobs.count;
  if (options.iterations === 0) left = 0;
  while (left > 0) {
    let kept = 0;
    for (let from = 0, to = 0; from < left; from = to) {
      if (await context.pause()) return;
      let length = 0;
      for (to = from; to < left; to += 1) {
        const job = active[to]!;
        if (to === from || !standsWith(job, active[to - 1]!)) {
          if (length === model.chunk) break;
          writePoint(layout, x, (slots[job]! % rows) * width, move, job * count, points, length * width);
          length += 1;
        }
        place[to - from] = length - 1;
      }
      points.fill(0, length * width);
      const out = await model.slopes(points, length);
      linearized = -1;
      for (let i = from; i < to; i += 1) {
        const job = active[i]!;
        const at = place[i - from]!;
        if (!step(job, out.margins[at]!, out.slopes, at * width)) continue;
        active[kept] = job;
        kept += 1;
      }
    }
    left = kept;
  }
}
