import { writePoint } from './apply-move.ts';
import { slpIterations, type SlpIterationOptions } from './slp-iterations.ts';
import type { Incumbents } from './incumbents.ts';
import { createNeighbourhood, type NeighbourhoodQuery } from './neighbourhood.ts';
import type { SearchContext } from './search-context.ts';

export interface LocalSearchOptions extends SlpIterationOptions {
  /** Alternatives tried per slot at most, the most promising first. */
  readonly candidates: number;
}

/**
 * Tries other structures beside each slot's incumbent (see `createNeighbourhood`): one gradient at the incumbent ranks
 * them, and a short descent from the most promising ones, each with its decision held, offers what it finds.
 *
 * @param slots - The slots to work on.
 * @param ends - `rows × F`: where to look from in slots that have no success yet.
 */
export async function localSearch(
  context: SearchContext,
  incumbents: Incumbents,
  slots: Int32Array,
  ends: Float64Array,
  options: LocalSearchOptions,
): Promise<void> {
  const { layout, model, subproblem, rows, x, margins, marginTolerance } = context;
  const { count, width } = layout;
  const { candidates, allowance } = options;
  const propose = createNeighbourhood(layout, subproblem, x);
  const points = new Float32Array(model.chunk * width);
  const solved = (slot: number) => incumbents.cost[slot]! < Infinity;
  const baseOf = (slot: number) => (solved(slot) ? incumbents.move : ends);
  const baseAtOf = (slot: number) => (solved(slot) ? slot : slot % rows) * count;

  // Jobs of the slot at hand are kept sorted by promised cost at the end of the list, at most `candidates` of them.
  const capacity = slots.length * candidates + 1;
  const promised = new Float64Array(capacity);
  const jobSlots = new Int32Array(capacity);
  const move = new Float64Array(capacity * count);
  const fixed = new Float64Array(capacity * count);
  let first = 0;
  let size = 0;
  const worstKept = (): number => (size < candidates ? Infinity : promised[first + size - 1]!);
  const keep = (cost: number, start: Float64Array, held: Float64Array): number => {
    let place = first + size;
    while (place > first && promised[place - 1]! > cost) place -= 1;
    if (place - first >= candidates) return worstKept();
    promised.copyWithin(place + 1, place, first + size);
    move.copyWithin((place + 1) * count, place * count, (first + size) * count);
    fixed.copyWithin((place + 1) * count, place * count, (first + size) * count);
    promised[place] = cost;
    for (let f = 0; f < count; f += 1) {
      move[place * count + f] = start[f]!;
      fixed[place * count + f] = held[f]!;
    }
    size = Math.min(size + 1, candidates);
    return worstKept();
  };

  for (let from = 0; from < slots.length; from += model.chunk) {
    if (await context.pause()) return;
    const length = Math.min(model.chunk, slots.length - from);
    for (let i = 0; i < length; i += 1) {
      const slot = slots[from + i]!;
      writePoint(layout, x, (slot % rows) * width, baseOf(slot), baseAtOf(slot), points, i * width);
    }
    points.fill(0, length * width);
    const scored = await model.slopes(points, length);
    const query: NeighbourhoodQuery = {
      row: 0,
      slope: scored.slopes,
      slopeAt: 0,
      need: 0,
      base: ends,
      baseAt: 0,
      limit: 0,
    };
    for (let i = 0; i < length; i += 1) {
      const slot = slots[from + i]!;
      if (incumbents.cost[slot] === 0) continue;
      query.row = slot % rows;
      query.slopeAt = i * width;
      query.base = baseOf(slot);
      query.baseAt = baseAtOf(slot);
      query.limit = incumbents.cost[slot]! * allowance;
      subproblem.linearizeAt(query.row, scored.slopes, query.slopeAt);
      const kappa = margins[Math.floor(slot / rows)]!;
      query.need =
        kappa + marginTolerance - (scored.margins[i]! - subproblem.contribution(query.base, query.baseAt));
      size = 0;
      propose(query, keep);
      jobSlots.fill(slot, first, first + size);
      first += size;
    }
  }
  await slpIterations(context, incumbents, { count: first, slots: jobSlots, move, fixed }, options);
}
