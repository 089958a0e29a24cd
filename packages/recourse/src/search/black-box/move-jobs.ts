import { moveCost, type ActionLayout } from '../action-layout.ts';
import { attains } from '../attains.ts';
import { brokenRelation } from '../move-relations.ts';
import { writePoint } from '../apply-move.ts';
import type { Incumbents } from '../incumbents.ts';
import type { SearchContext } from '../search-context.ts';

/** One search for one person and margin: where it stands, and the cheapest success it has had. */
export interface MoveJob {
  /** Slot of the incumbents it works for. */
  readonly slot: number;
  /** Features it may not change. */
  readonly forbidden: readonly number[];
  /** The move around which it looks, `F`. */
  base: Float64Array;
  /** Margin of the model at `base`. */
  margin: number;
  /** Its cheapest success, `F`; `null` before the first. */
  best: Float64Array | null;
  /** Cost of `best`, infinite before the first. */
  cost: number;
}

/** A job that starts from where the person stands, or from a move. */
export function jobAt(
  slot: number,
  base: Float64Array,
  margin = NaN,
  forbidden: readonly number[] = [],
): MoveJob {
  return { slot, forbidden, base, margin, best: null, cost: Infinity };
}

/** A move that is tried on behalf of a job. */
export interface Trial {
  readonly job: MoveJob;
  readonly move: Float64Array;
  /** Margin of the model there, once scored. */
  margin: number;
}

/** How many features a move changes. */
export function changesOf(move: Float64Array): number {
  return move.reduce((sum, value) => sum + Number(value !== 0), 0);
}

/** Whether a move changes no more features than may change, and keeps every relation. */
export function isPermitted(layout: ActionLayout, row: number, move: Float64Array): boolean {
  return changesOf(move) <= layout.sparsity && brokenRelation(layout, row, move, 0) === undefined;
}

/**
 * Scores trials, as many rows a call as the model takes. Permitted ones that reach a margin are offered to every slot of
 * their person, and remembered by their job where they are its cheapest.
 *
 * @returns False once the deadline has passed; trials that were not scored keep NaN.
 */
export async function scoreTrials(
  context: SearchContext,
  incumbents: Incumbents,
  trials: readonly Trial[],
): Promise<boolean> {
  const { x, rows, layout, model, margins } = context;
  const { width } = layout;
  const points = new Float32Array(model.chunk * width);
  for (let from = 0; from < trials.length; from += model.chunk) {
    if (await context.pause()) return false;
    const batch = trials.slice(from, from + model.chunk);
    batch.forEach(({ job, move }, i) => {
      writePoint(layout, x, (job.slot % rows) * width, move, 0, points, i * width);
    });
    points.fill(0, batch.length * width);
    const scored = await model.margins(points, batch.length);
    batch.forEach((trial, i) => {
      const { job, move } = trial;
      const margin = scored[i]!;
      trial.margin = margin;
      if (!attains(margin, margins[0]!) || !isPermitted(layout, job.slot % rows, move)) return;
      const cost = moveCost(layout, move, 0);
      margins.forEach((kappa, level) => {
        if (attains(margin, kappa)) incumbents.offer(level * rows + (job.slot % rows), cost, margin, move, 0);
      });
      if (!attains(margin, margins[Math.floor(job.slot / rows)]!) || !(cost < job.cost)) return;
      job.best = move;
      job.cost = cost;
    });
  }
  return true;
}
