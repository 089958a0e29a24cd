import { writePoint } from './apply-move.ts';
import { descend, type DescendOptions } from './descend.ts';
import type { Incumbents } from './incumbents.ts';
import { createAlternatives, type AlternativesQuery } from './propose-alternatives.ts';
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
 * @param ends - `rows × F`: where to look from in slots that have no success yet.
 */
export async function explore(
  context: SearchContext,
  incumbents: Incumbents,
  slots: Int32Array,
  ends: Float64Array,
  options: ExploreOptions,
): Promise<void> {
  const { layout, model, moves, rows, x, margins, slack } = context;
  const { count, width } = layout;
  const { candidates, allowance } = options;
  const propose = createAlternatives(layout, moves, x);
  const points = new Float32Array(model.chunk * width);
  const solved = (own: number) => incumbents.cost[own]! < Infinity;
  const baseOf = (own: number) => (solved(own) ? incumbents.move : ends);
  const baseAtOf = (own: number) => (solved(own) ? own : own % rows) * count;

  // Jobs of the slot at hand are kept sorted by promised cost at the end of the list, at most `candidates` of them.
  const capacity = slots.length * candidates + 1;
  const promised = new Float64Array(capacity);
  const slot = new Int32Array(capacity);
  const move = new Float64Array(capacity * count);
  const fixed = new Float64Array(capacity * count);
  let first = 0;
  let size = 0;
  const keep = (cost: number, start: Float64Array, held: Float64Array): void => {
    let place = first + size;
    while (place > first && promised[place - 1]! > cost) place -= 1;
    if (place - first >= candidates) return;
    promised.copyWithin(place + 1, place, first + size);
    move.copyWithin((place + 1) * count, place * count, (first + size) * count);
    fixed.copyWithin((place + 1) * count, place * count, (first + size) * count);
    promised[place] = cost;
    for (let f = 0; f < count; f += 1) {
      move[place * count + f] = start[f]!;
      fixed[place * count + f] = held[f]!;
    }
    size = Math.min(size + 1, candidates);
  };

  for (let from = 0; from < slots.length; from += model.chunk) {
    if (await context.pause()) return;
    const length = Math.min(model.chunk, slots.length - from);
    for (let i = 0; i < length; i += 1) {
      const own = slots[from + i]!;
      writePoint(layout, x, (own % rows) * width, baseOf(own), baseAtOf(own), points, i * width);
    }
    points.fill(0, length * width);
    const scored = await model.slopes(points);
    const query: AlternativesQuery = {
      row: 0,
      slope: scored.slopes,
      slopeAt: 0,
      need: 0,
      base: ends,
      baseAt: 0,
      limit: 0,
    };
    for (let i = 0; i < length; i += 1) {
      const own = slots[from + i]!;
      if (incumbents.cost[own] === 0) continue;
      query.row = own % rows;
      query.slopeAt = i * width;
      query.base = baseOf(own);
      query.baseAt = baseAtOf(own);
      query.limit = incumbents.cost[own]! * allowance;
      moves.aim(query.row, scored.slopes, query.slopeAt);
      const kappa = margins[Math.floor(own / rows)]!;
      query.need = kappa + slack - (scored.margins[i]! - moves.contribution(query.base, query.baseAt));
      size = 0;
      propose(query, keep);
      slot.fill(own, first, first + size);
      first += size;
    }
  }
  await descend(context, incumbents, { count: first, slot, move, fixed }, options);
}
