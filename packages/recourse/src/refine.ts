import { descend, type Jobs } from './descend.ts';
import { explore } from './explore.ts';
import type { Incumbents } from './incumbents.ts';
import type { SearchContext } from './search-context.ts';
import { shrink } from './shrink.ts';

/** The budget of `refine`. */
export interface RefineOptions {
  /** Gradient evaluations per row for the first margin, from a start that may be far from it; ≥ 0. */
  readonly iterations: number;
  /** Gradient evaluations per row for each further margin, which starts from its neighbour; ≥ 0. */
  readonly followIterations: number;
  /** Rounds of alternatives per margin, ≥ 0. */
  readonly rounds: number;
  /** Alternatives tried per row and round, ≥ 1. */
  readonly candidates: number;
  /** Alternatives promising less than this multiple of the incumbent's cost are tried; ≥ 1. */
  readonly allowance: number;
  /** Gradient evaluations per alternative, ≥ 1. */
  readonly candidateIterations: number;
  /** Relative saving below which a descent ends; ≥ 0. */
  readonly tolerance: number;
}

/**
 * Turns starting moves into the cheapest actions it can find for every margin:
 *
 * 1. for each κ in ascending order, a {@link descend} from where the previous one ended;
 * 2. {@link explore} around each incumbent, a few rounds, only where the last round paid;
 * 3. each margin tries its neighbours' structures;
 * 4. {@link shrink} lands what still overshoots its margin;
 * 5. a cheaper action of a larger margin is taken over by the smaller one, so cost is monotone in κ.
 *
 * @param starts - `levels × rows × F` moves to start from; a level whose rows are all zeros follows its neighbour.
 */
export async function refine(
  context: SearchContext,
  incumbents: Incumbents,
  starts: Float64Array,
  options: RefineOptions,
): Promise<void> {
  const { layout, rows, margins } = context;
  const { count } = layout;
  const size = rows * count;
  const { tolerance } = options;
  const ends = Float64Array.from(starts);

  for (let level = 0; level < margins.length; level += 1) {
    const move = ends.subarray(level * size, (level + 1) * size);
    for (let row = 0; row < rows && level > 0; row += 1) {
      const at = row * count;
      if (incumbents.cost[level * rows + row]! < Infinity || anyChange(move, at, count)) continue;
      const previous = (level - 1) * rows + row;
      const solved = incumbents.cost[previous]! < Infinity;
      const source = solved ? incumbents.move : ends;
      move.set(source.subarray(previous * count, (previous + 1) * count), at);
    }
    const slot = Int32Array.from({ length: rows }, (_, row) => level * rows + row);
    const iterations = level === 0 ? options.iterations : options.followIterations;
    await descend(context, incumbents, { count: rows, slot, move, fixed: null }, { iterations, allowance: 1 - tolerance });
  }

  let slots = Int32Array.from({ length: margins.length * rows }, (_, slot) => slot);
  for (let round = 0; round < options.rounds && slots.length > 0; round += 1) {
    const before = incumbents.cost.slice();
    const fallback = new Float64Array(slots.length * count);
    slots.forEach((slot, i) => fallback.set(ends.subarray(slot * count, (slot + 1) * count), i * count));
    await explore(context, incumbents, slots, fallback, {
      candidates: options.candidates,
      allowance: options.allowance,
      iterations: options.candidateIterations,
    });
    await shareStructures(context, incumbents, options);
    slots = slots.filter((slot) => incumbents.cost[slot]! < before[slot]! * (1 - tolerance));
  }
  if (options.rounds === 0) await shareStructures(context, incumbents, options);
  inheritDownwards(context, incumbents);
  await shrink(context, incumbents);
  inheritDownwards(context, incumbents);
}

function anyChange(move: Float64Array, at: number, count: number): boolean {
  for (let f = 0; f < count; f += 1) if (move[at + f] !== 0) return true;
  return false;
}

/** Lets every margin start a short descent from the incumbents of its neighbours where their structures differ. */
async function shareStructures(context: SearchContext, incumbents: Incumbents, options: RefineOptions): Promise<void> {
  const { layout, rows, margins } = context;
  const { count } = layout;
  const slot: number[] = [];
  const source: number[] = [];
  for (let level = 0; level < margins.length; level += 1) {
    for (const neighbour of [level - 1, level + 1]) {
      if (neighbour < 0 || neighbour >= margins.length) continue;
      for (let row = 0; row < rows; row += 1) {
        const own = level * rows + row;
        const other = neighbour * rows + row;
        if (incumbents.cost[other] === Infinity || incumbents.cost[own] === 0) continue;
        if (incumbents.cost[own]! < Infinity && sameStructure(context, incumbents, own, other)) continue;
        slot.push(own);
        source.push(other);
      }
    }
  }
  const jobs: Jobs = {
    count: slot.length,
    slot: Int32Array.from(slot),
    move: new Float64Array(slot.length * count),
    fixed: null,
  };
  source.forEach((from, job) => {
    jobs.move.set(incumbents.move.subarray(from * count, (from + 1) * count), job * count);
  });
  await descend(context, incumbents, jobs, { iterations: options.candidateIterations, allowance: 1 - options.tolerance });
}

function sameStructure({ layout }: SearchContext, incumbents: Incumbents, a: number, b: number): boolean {
  for (let f = 0; f < layout.count; f += 1) {
    const p = incumbents.move[a * layout.count + f]!;
    const q = incumbents.move[b * layout.count + f]!;
    const discrete = layout.categorical[f] === 1 || layout.ordinal[f] === 1;
    if (discrete ? p !== q : Math.sign(p) !== Math.sign(q)) return false;
  }
  return true;
}

/** Gives each margin the action of the next larger one where that is cheaper. */
export function inheritDownwards({ layout, rows, margins }: SearchContext, incumbents: Incumbents): void {
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
