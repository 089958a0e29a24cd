import type { ActionLayout } from '../action-layout.ts';
import type { Incumbents } from '../incumbents.ts';
import type { SearchContext } from '../search-context.ts';
import type { ChangeOptions } from './change-options.ts';
import { combineChanges, moveOf, type Combination, type FeatureChoice } from './combine-changes.ts';
import { mendedMoves } from './mended-moves.ts';
import { scoreTrials, type MoveJob, type Trial } from './move-jobs.ts';

/** Jobs that are worked on together; bounds the memory. */
const batch = 256;

/** How jobs look around. */
export interface LookOptions {
  /** What each person may do to one feature. */
  readonly optionsOf: (row: number) => ChangeOptions;
  /** Times a job moves on to what it found, an integer ≥ 1. */
  readonly rounds: number;
  /** Combinations tried a round, an integer ≥ 1. */
  readonly proposals: number;
}

/** Parts of the margin wanted for which the cheapest combination is tried, the first ones first. */
const parts = [1, 1.25, 0.8, 1.5, 0.6, 1.1, 0.9, 2];

/**
 * Looks around where each job stands: every change of one feature is scored, gains are taken to add up, the cheapest
 * combinations that promise the margin are scored in turn, and the job goes on from its cheapest success, or without one
 * from the highest margin it met. A model of gains of whole changes needs no gradient, and holds where the model is
 * constant in pieces.
 *
 * A job ends after its rounds, or where a round brought nothing.
 */
export async function lookAround(
  context: SearchContext,
  incumbents: Incumbents,
  jobs: readonly MoveJob[],
  options: LookOptions,
): Promise<void> {
  for (let from = 0; from < jobs.length; from += batch) {
    let active = jobs.slice(from, from + batch);
    for (let round = 0; round < options.rounds && active.length > 0; round += 1) {
      const next = await lookOnce(context, incumbents, active, options);
      if (next === null) return;
      active = next;
    }
  }
}

/** One round; the jobs that moved, or `null` once the deadline has passed. */
async function lookOnce(
  context: SearchContext,
  incumbents: Incumbents,
  jobs: readonly MoveJob[],
  { optionsOf, proposals }: LookOptions,
): Promise<MoveJob[] | null> {
  const { layout, rows, margins, marginTolerance } = context;
  const { count } = layout;
  const costs = jobs.map(({ cost }) => cost);
  const unknown = jobs.filter(({ margin }) => Number.isNaN(margin)).map(trialAtBase);
  if (!(await scoreTrials(context, incumbents, unknown))) return null;
  for (const { job, margin } of unknown) job.margin = margin;
  const singles = jobs.map((job) =>
    singlesOf(layout, job, optionsOf(job.slot % rows), incumbents.cost[job.slot]!),
  );
  if (!(await scoreTrials(context, incumbents, singles.flat()))) return null;
  const combined = jobs.flatMap((job, i) => {
    const kappa = margins[Math.floor(job.slot / rows)]!;
    const choices = choicesOf(layout, job, singles[i]!);
    const found = combineChanges(choices, layout.sparsity, layout.share);
    const wanted = proposalsOf(found, kappa + marginTolerance - job.margin, job.cost, proposals);
    const row = job.slot % rows;
    return wanted
      .flatMap((one) => mendedMoves(layout, row, moveOf(one, count), optionsOf(row)))
      .map((move): Trial => ({ job, move, margin: NaN }));
  });
  if (!(await scoreTrials(context, incumbents, combined))) return null;
  const highest = new Map<MoveJob, Trial>();
  for (const trial of combined) {
    if (trial.margin > (highest.get(trial.job)?.margin ?? trial.job.margin)) highest.set(trial.job, trial);
  }
  return jobs.filter((job, i) => {
    if (job.cost < costs[i]!) {
      job.base = job.best!;
      job.margin = NaN;
      return true;
    }
    const higher = highest.get(job);
    if (job.best !== null || higher === undefined) return false;
    job.base = higher.move;
    job.margin = higher.margin;
    return true;
  });
}

const trialAtBase = (job: MoveJob): Trial => ({ job, move: job.base, margin: NaN });

/** The base with one feature at every other value it may take, that of `x` among them, unless that alone costs too much. */
function singlesOf(layout: ActionLayout, job: MoveJob, options: ChangeOptions, limit: number): Trial[] {
  return options.flatMap((values, f) => {
    const others = job.forbidden.includes(f)
      ? []
      : values.filter(
          (value) => value !== job.base[f] && (job.forbidden.length > 0 || unitOf(layout, f, value) < limit),
        );
    const all = job.base[f] === 0 ? others : [0, ...others];
    return all.map((value) => ({ job, move: job.base.with(f, value), margin: NaN }));
  });
}

/** What one change costs by itself. */
function unitOf(layout: ActionLayout, f: number, value: number): number {
  if (value === 0) return 0;
  return layout.weight[f]! * (layout.categorical[f] === 1 ? 1 : Math.abs(value));
}

/** What each value of each feature gains at the base. */
function choicesOf(layout: ActionLayout, job: MoveJob, singles: readonly Trial[]): FeatureChoice[][] {
  const choices = Array.from(job.base, (value, f): FeatureChoice[] => [
    { value, unit: unitOf(layout, f, value), gain: 0 },
  ]);
  for (const { move, margin } of singles) {
    const f = move.findIndex((value, i) => value !== job.base[i]);
    const value = move[f]!;
    choices[f]!.push({ value, unit: unitOf(layout, f, value), gain: margin - job.margin });
  }
  return choices;
}

/** The combinations to try: the cheapest that promise the margin, more than it, and somewhat less; and the highest. */
function proposalsOf(
  combinations: readonly Combination[],
  need: number,
  limit: number,
  most: number,
): Combination[] {
  const still = combinations[0]!.gain;
  const chosen = new Set<Combination>();
  const cheap = combinations.filter(({ cost, changes }) => cost < limit && changes > 0);
  for (const part of parts) {
    if (chosen.size >= most) break;
    const found = cheap.find(({ gain }) => gain >= still + part * (need - still));
    if (found !== undefined) chosen.add(found);
  }
  if (limit === Infinity && cheap.length > 0) {
    chosen.add(cheap.reduce((best, one) => (one.gain > best.gain ? one : best)));
  }
  return [...chosen];
}
