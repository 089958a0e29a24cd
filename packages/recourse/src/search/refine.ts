import { slpIterations, type Jobs, type SlpIterationOptions } from './slp-iterations.ts';
import { localSearch } from './local-search.ts';
import type { Incumbents } from './incumbents.ts';
import type { SearchContext } from './search-context.ts';
import { answersWithoutAChange } from './answers-without-a-change.ts';
import { bisectToBoundary } from './bisect-to-boundary.ts';
import { sameStructure } from './same-structure.ts';
import { singleFeatureRestarts } from './restarts/single-feature-restarts.ts';
import { withinReach } from './within-reach.ts';

/** The budget of `refine`. */
export interface RefineOptions {
  /** Gradient evaluations per row for the first margin, from a start that may be far from it; ≥ 0. */
  readonly iterations: number;
  /** Gradient evaluations per row for each further margin, which starts from its neighbour; ≥ 0. */
  readonly followIterations: number;
  /** Rounds of alternatives per margin, ≥ 0. */
  readonly rounds: number;
  /** Which margins the first round looks at: the largest and every `stride`-th below it; ≥ 1. */
  readonly stride: number;
  /** Alternatives tried per row and round, ≥ 1. */
  readonly candidates: number;
  /** Alternatives promising less than this multiple of the incumbent's cost are tried; ≥ 1. */
  readonly allowance: number;
  /** Rounds of restarts from every single change for every slot, ≥ 0; slots without a success always get them. */
  readonly singleFeatureRounds: number;
  /** Gradient evaluations per alternative, ≥ 1. */
  readonly candidateIterations: number;
  /** Relative saving below which a descent ends; ≥ 0. */
  readonly tolerance: number;
}

/**
 * Turns starting moves into the cheapest actions it can find for every margin:
 *
 * 1. a {@link slpIterations} from each start to the first κ, and on from there to each larger one;
 * 2. {@link localSearch} around the incumbents, a few rounds: first those of every `stride`-th margin and the unsolved
 *    ones, then those that the last round made cheaper; each time every margin tries its neighbours' structures;
 * 3. where a margin is still not reached after the first round: a descent that first raises the margin as far as it goes,
 *    then a {@link singleFeatureRestarts}; with `singleFeatureRounds`, one for everybody;
 * 4. {@link bisectToBoundary} lands what still overshoots its margin;
 * 5. a cheaper action of a larger margin is taken over by the smaller one, so cost is monotone in κ;
 * 6. where several answers are wanted, {@link answersWithoutAChange} looks for those that leave out a change.
 *
 * @param starts - `rows × F` moves to start from; overwritten.
 */
export async function refine(
  context: SearchContext,
  incumbents: Incumbents,
  starts: Float64Array,
  options: RefineOptions,
): Promise<void> {
  const { rows, margins } = context;
  const { tolerance, iterations, followIterations, candidates, allowance, candidateIterations } = options;
  const every = Int32Array.from({ length: margins.length * rows }, (_, slot) => slot).filter((slot) =>
    withinReach(context, slot),
  );
  await descend(context, incumbents, starts, {
    iterations,
    followIterations,
    allowance: 1 - tolerance,
  });
  context.report('descent', options.rounds === 0 ? 0.8 : 0.4);
  const isLooked = (slot: number) => (margins.length - 1 - Math.floor(slot / rows)) % options.stride === 0;
  let slots = every.filter((slot) => isLooked(slot) || incumbents.cost[slot] === Infinity);
  const isUnsolved = (slot: number) => incumbents.cost[slot] === Infinity;
  const wide = { iterations: candidateIterations + 1, allowance: Math.max(allowance, restartAllowance) };
  for (let round = 0; round < options.rounds && slots.length > 0; round += 1) {
    const before = incumbents.cost.slice();
    await localSearch(context, incumbents, slots, starts, {
      candidates,
      allowance,
      iterations: candidateIterations,
    });
    if (round < options.singleFeatureRounds) await singleFeatureRestarts(context, incumbents, every, wide);
    await shareStructures(context, incumbents, options);
    // Who is left without an action would be searched for along the same points again.
    if (round === 0) {
      await ascendUnsolved(context, incumbents, options);
      await singleFeatureRestarts(context, incumbents, every.filter(isUnsolved), wide);
    }
    slots = every.filter((slot) => incumbents.cost[slot]! < before[slot]! * (1 - tolerance));
    context.report('alternatives', 0.4 + (0.5 * (round + 1)) / options.rounds);
  }
  if (options.rounds === 0 && iterations > 0) await ascendUnsolved(context, incumbents, options);
  inheritDownwards(context, incumbents);
  await bisectToBoundary(context, incumbents);
  inheritDownwards(context, incumbents);
  if (context.answers > 1) await answersWithoutAChange(context, incumbents, Math.max(iterations, 1));
}

/** From each start to the first margin, and on from there; starts end where their descents do. */
async function descend(
  context: SearchContext,
  incumbents: Incumbents,
  starts: Float64Array,
  options: SlpIterationOptions,
): Promise<void> {
  const { count } = context.layout;
  const slots = Int32Array.from({ length: context.rows }, (_, row) => row).filter((row) =>
    withinReach(context, row),
  );
  const people = slots.slice();
  const move = new Float64Array(people.length * count);
  people.forEach((row, job) => move.set(starts.subarray(row * count, (row + 1) * count), job * count));
  await slpIterations(context, incumbents, { count: people.length, slots, move, fixed: null }, options);
  people.forEach((row, job) => starts.set(move.subarray(job * count, (job + 1) * count), row * count));
}

const ascentSteps = 3;

/** A restart begins where the linear model is not trusted, so its promises are taken with more salt. */
const restartAllowance = 1.5;

/** Searches again where no action was found, this time for a high margin first. */
async function ascendUnsolved(
  context: SearchContext,
  incumbents: Incumbents,
  options: RefineOptions,
): Promise<void> {
  const { rows } = context;
  // The margins of a person side by side: they begin alike and are scored together.
  const unsolved = Int32Array.from(incumbents.cost.keys())
    .filter((slot) => incumbents.cost[slot] === Infinity && withinReach(context, slot))
    .sort((a, b) => (a % rows) - (b % rows) || a - b);
  const move = new Float64Array(unsolved.length * context.layout.count);
  await slpIterations(
    context,
    incumbents,
    { count: unsolved.length, slots: unsolved, move, fixed: null },
    { iterations: options.iterations + ascentSteps, allowance: 1 - options.tolerance, ascentSteps },
  );
}

/** Lets every margin start a short descent from the incumbents of its neighbours where their structures differ. */
async function shareStructures(
  context: SearchContext,
  incumbents: Incumbents,
  options: RefineOptions,
): Promise<void> {
  const { layout, rows, margins } = context;
  const { count } = layout;
  const slots: number[] = [];
  const source: number[] = [];
  for (let level = 0; level < margins.length; level += 1) {
    for (const neighbour of [level - 1, level + 1]) {
      if (neighbour < 0 || neighbour >= margins.length) continue;
      for (let row = 0; row < rows; row += 1) {
        const slot = level * rows + row;
        const other = neighbour * rows + row;
        if (incumbents.cost[other] === Infinity || incumbents.cost[slot] === 0) continue;
        if (!withinReach(context, slot)) continue;
        const { cost, move } = incumbents;
        if (cost[slot]! < Infinity && sameStructure(layout, move, slot * count, move, other * count))
          continue;
        slots.push(slot);
        source.push(other);
      }
    }
  }
  const jobs: Jobs = {
    count: slots.length,
    slots: Int32Array.from(slots),
    move: new Float64Array(slots.length * count),
    fixed: null,
  };
  source.forEach((from, job) => {
    jobs.move.set(incumbents.move.subarray(from * count, (from + 1) * count), job * count);
  });
  await slpIterations(context, incumbents, jobs, {
    iterations: options.candidateIterations,
    allowance: 1 - options.tolerance,
  });
}

/** Gives each margin the action of the next larger one where that is cheaper. */
function inheritDownwards({ layout, rows, margins }: SearchContext, incumbents: Incumbents): void {
  for (let level = margins.length - 2; level >= 0; level -= 1) {
    for (let row = 0; row < rows; row += 1) {
      const from = (level + 1) * rows + row;
      incumbents.offer(
        level * rows + row,
        incumbents.cost[from]!,
        incumbents.margin[from]!,
        incumbents.move,
        from * layout.count,
      );
    }
  }
}
