import type { ActionLayout } from '../action-layout.ts';
import { attains } from '../attains.ts';
import type { Incumbents } from '../incumbents.ts';
import type { SearchContext } from '../search-context.ts';
import { isPermitted, scoreTrials, type MoveJob, type Trial } from './move-jobs.ts';
import { smallerChanges } from './smaller-changes.ts';

/** Trials between the two ends that a number is known to lie between, and how often. */
const between = 8;
const sections = 4;

/** Which change is taken back first: the one that costs most, or least. */
export type ShrinkOrder = 'dearest-first' | 'cheapest-first';

/**
 * Takes changes of each job's cheapest success back, one feature after the other: to `x` where the margin stays, else a
 * level or a number as near to `x` as keeps it, numbers to a part in four thousand of the change by repeated section. Each
 * section keeps the smallest of eight changes that succeeds, so the model need not be monotone, or anything but constant
 * in pieces. What succeeds is the job's new best and is offered to the incumbents.
 */
export async function shrinkChanges(
  context: SearchContext,
  incumbents: Incumbents,
  jobs: readonly MoveJob[],
  order: ShrinkOrder,
): Promise<void> {
  const { layout } = context;
  const sign = order === 'dearest-first' ? -1 : 1;
  const walks = jobs.flatMap((job) => {
    if (job.best === null || job.cost === 0) return [];
    const unit = (f: number) =>
      layout.weight[f]! * (layout.categorical[f] === 1 ? 1 : Math.abs(job.best![f]!));
    const changed = Array.from(job.best.keys()).filter((f) => job.best![f] !== 0);
    return [{ job, features: changed.sort((a, b) => sign * (unit(a) - unit(b)) || a - b) }];
  });
  for (let place = 0; place < layout.sparsity; place += 1) {
    const now = walks.filter(({ features }) => features.length > place);
    const steps = now.map(({ job, features }) => ({ job, feature: features[place]!, low: 0 }));
    for (let section = 0; section < sections && steps.length > 0; section += 1) {
      const open = steps.filter(({ job, feature }) => section === 0 || isOpen(layout, job, feature));
      if (!(await shrinkOnce(context, incumbents, open))) return;
    }
  }
}

interface Step {
  readonly job: MoveJob;
  readonly feature: number;
  /** The largest change known to fail, or 0. */
  low: number;
}

/** Whether a feature is a number that is still changed: only those are worth another section. */
function isOpen(layout: ActionLayout, { best }: MoveJob, f: number): boolean {
  return layout.categorical[f] === 0 && layout.ordinal[f] === 0 && best![f] !== 0;
}

/** Scores the smaller changes of each step; false once the deadline has passed. */
async function shrinkOnce(
  context: SearchContext,
  incumbents: Incumbents,
  steps: readonly Step[],
): Promise<boolean> {
  const { layout, rows, margins, marginTolerance } = context;
  const trials = steps.map((step) => {
    const { job, feature } = step;
    const start = job.best!;
    return smallerChanges(layout, {
      feature,
      row: job.slot % rows,
      change: start[feature]!,
      low: step.low,
      parts: between,
    }).map((change): Trial => ({
      job,
      move: start.with(feature, change),
      margin: NaN,
    }));
  });
  if (!(await scoreTrials(context, incumbents, trials.flat()))) return false;
  steps.forEach((step, i) => {
    const { job, feature } = step;
    const kappa = margins[Math.floor(job.slot / rows)]!;
    for (const { move, margin } of trials[i]!) {
      const enough = attains(margin, kappa) && margin >= kappa + 0.5 * marginTolerance;
      if (enough && isPermitted(layout, job.slot % rows, move)) break;
      step.low = move[feature]!;
    }
  });
  return true;
}
