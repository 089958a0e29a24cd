import { randomStream } from '@cfq/jit';

import { bisectToBoundary } from '../bisect-to-boundary.ts';
import type { Incumbents } from '../incumbents.ts';
import { localSearch } from '../local-search.ts';
import type { SearchContext } from '../search-context.ts';
import { slpIterations } from '../slp-iterations.ts';
import { createChangeOptions, type ChangeOptions } from './change-options.ts';
import { withDifferences } from './difference-slopes.ts';
import { exchangeChanges } from './exchange-changes.ts';
import { lookAround } from './look-around.ts';
import { changesOf, jobAt, scoreTrials, type MoveJob } from './move-jobs.ts';
import { shrinkChanges } from './shrink-changes.ts';

/** The budget of `searchWithoutGradients`. */
export interface BlackBoxBudget {
  /** Values a numeric feature is tried at either way, an integer ≥ 1. */
  readonly values: number;
  /** Times a search moves on to what it found, an integer ≥ 1. */
  readonly rounds: number;
  /** Combinations of changes tried a round, an integer ≥ 1. */
  readonly proposals: number;
  /** Searches from single changes, drawn with the seed, beside the one from where people stand; ≥ 0. */
  readonly restarts: number;
  /** The same for those without an answer, ≥ 0. */
  readonly unsolvedRestarts: number;
  /** Smaller values at which each change of an answer is traded for others, ≥ 0. */
  readonly exchanges: number;
  /** Steps along slopes that are taken by differences, ≥ 0; they end at once where the model is constant in pieces. */
  readonly polish: number;
}

/** What the search draws from, and looks at. */
export interface BlackBoxSource {
  readonly seed: number;
  /** Rows whose values are tried too, `m × d`. */
  readonly reference: Float32Array | undefined;
}

/** Alternatives of the polish promise less than this multiple of the cost there is, at most so many. */
const allowance = 1.1;
const candidates = 4;

/** Steps that first raise the margin as far as it goes, for those without an answer. */
const ascentSteps = 3;

/**
 * Finds cheap actions by asking for margins alone:
 *
 * 1. {@link lookAround} from where each person stands, for every margin;
 * 2. the same from single changes, drawn with the seed, most for people without an answer: what shows only in twos;
 * 3. {@link shrinkChanges} of what was found, in two orders;
 * 4. {@link exchangeChanges} of what is left;
 * 5. a polish by sequential linear programming on differences, with its {@link localSearch}, where the model has slopes;
 * 6. where several answers are wanted, all of that again without a change of the answers there are.
 */
export async function searchWithoutGradients(
  context: SearchContext,
  incumbents: Incumbents,
  { seed, reference }: BlackBoxSource,
  budget: BlackBoxBudget,
): Promise<void> {
  const { layout, rows, margins } = context;
  const { count } = layout;
  const list = createChangeOptions(layout, { values: budget.values, reference });
  const options = new Map<number, ChangeOptions>();
  const optionsOf = (row: number): ChangeOptions => {
    const known = options.get(row) ?? list(row);
    options.set(row, known);
    return known;
  };
  const look = { ...budget, optionsOf };
  const every = Array.from({ length: margins.length * rows }, (_, slot) => slot);

  /** Looks around and shrinks on behalf of jobs. */
  const work = async (jobs: readonly MoveJob[]): Promise<void> => {
    await lookAround(context, incumbents, jobs, look);
    await shrinkChanges(context, incumbents, jobs, 'dearest-first');
  };

  const people = Array.from({ length: rows }, (_, row) => jobAt(row, new Float64Array(count)));
  if (
    !(await scoreTrials(
      context,
      incumbents,
      people.map((job) => ({ job, move: job.base, margin: NaN })),
    ))
  )
    return;
  const isOpen = (slot: number) => incumbents.cost[slot] !== 0;
  if (layout.sparsity === 0) return;
  await work(every.filter(isOpen).map((slot) => jobAt(slot, new Float64Array(count))));
  context.report('combinations', 0.3);

  const starts = every.filter(isOpen).flatMap((slot) => {
    const wanted = incumbents.cost[slot] === Infinity ? budget.unsolvedRestarts : budget.restarts;
    return singleChanges(optionsOf(slot % rows), count, seed, slot, wanted).map((base) => jobAt(slot, base));
  });
  await work(starts);
  context.report('restarts', 0.5);

  const atBest = (): MoveJob[] =>
    every
      .filter((slot) => isOpen(slot) && incumbents.cost[slot]! < Infinity)
      .map((slot) => {
        const best = incumbents.move.slice(slot * count, (slot + 1) * count);
        return { ...jobAt(slot, best), best, cost: incumbents.cost[slot]! };
      });
  await shrinkChanges(context, incumbents, atBest(), 'cheapest-first');
  context.report('shrinking', 0.6);
  await exchangeChanges(context, incumbents, atBest(), { optionsOf, exchanges: budget.exchanges });
  context.report('exchanges', 0.7);
  await polish(context, incumbents, every.filter(isOpen), budget.polish);
  await shrinkChanges(context, incumbents, atBest(), 'dearest-first');
  await bisectToBoundary(context, incumbents);
  context.report('polish', 0.9);
  if (context.answers > 1) await withoutChanges(context, incumbents, every, work);
}

/** Moves of one change, all of them or as many as are wanted, drawn for a slot. */
function singleChanges(
  options: ChangeOptions,
  count: number,
  seed: number,
  slot: number,
  wanted: number,
): Float64Array[] {
  const all = options.flatMap((values, f) => values.map((value) => ({ f, value })));
  const stream = randomStream(seed, 'black-box', slot);
  const drawn: Float64Array[] = [];
  while (drawn.length < wanted && all.length > 0) {
    const [{ f, value }] = all.splice(stream.integer(all.length), 1) as [{ f: number; value: number }];
    drawn.push(new Float64Array(count).with(f, value));
  }
  return drawn;
}

/** Steps along differences from the incumbents, and to other structures beside them. */
async function polish(
  context: SearchContext,
  incumbents: Incumbents,
  slots: readonly number[],
  iterations: number,
): Promise<void> {
  if (iterations === 0) return;
  const { count } = context.layout;
  const sloped: SearchContext = { ...context, model: withDifferences(context) };
  const move = new Float64Array(slots.length * count);
  slots.forEach((slot, i) => {
    move.set(incumbents.move.subarray(slot * count, (slot + 1) * count), i * count);
  });
  const work = Int32Array.from(slots);
  const jobs = { count: slots.length, slots: work, move, fixed: null };
  await slpIterations(sloped, incumbents, jobs, { iterations, allowance: 1, ascentSteps });
  const ends = new Float64Array(context.rows * count);
  await localSearch(sloped, incumbents, work, ends, { candidates, allowance, iterations });
}

/** Searches that leave out one change of an answer there is, and for more than two answers, one of theirs too. */
async function withoutChanges(
  { layout: { count }, answers }: SearchContext,
  incumbents: Incumbents,
  slots: readonly number[],
  work: (jobs: readonly MoveJob[]) => Promise<void>,
): Promise<void> {
  const without = (slot: number, move: Float64Array, forbidden: readonly number[]) =>
    Array.from(move.keys())
      .filter((f) => move[f] !== 0)
      .map((f) => jobAt(slot, new Float64Array(count), NaN, [...forbidden, f]));
  const first = slots.flatMap((slot) => {
    const move = incumbents.move.subarray(slot * count, (slot + 1) * count);
    const isSolved = incumbents.cost[slot]! < Infinity && changesOf(move) > 0;
    return isSolved ? without(slot, move, []) : [];
  });
  await work(first);
  if (answers === 2) return;
  await work(
    first.flatMap(({ slot, best, forbidden }) => (best === null ? [] : without(slot, best, forbidden))),
  );
}
