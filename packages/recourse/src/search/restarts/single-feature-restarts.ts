import { gridBeyond } from '../../actions/grid.ts';
import { farthestOf, headroomOf, levelsOf, mayMoveTo } from '../action-layout.ts';
import type { Incumbents } from '../incumbents.ts';
import { mostPromising, type SingleChanges } from './most-promising.ts';
import type { SearchContext } from '../search-context.ts';
import { slpIterations, type SlpIterationOptions } from '../slp-iterations.ts';

/** Slots whose starts are worked on together at most, and the numbers that all of them are; bounds the memory. */
const [mostSlots, mostNumbers] = [512, 2 ** 22];

/** Starts of a slot at most; tables of dozens of columns have fewer. */
const mostStarts = 128;

/** Parts of a numeric feature's headroom that are tried where there is no success yet. */
const headroomFractions = [0.5, 1];

/** Parts of the incumbent's cost that are spent on one numeric feature to start from. */
const costFractions = [0.3, 0.7];

/**
 * Starts a short descent from every single change there is: each category, each ordinal level, and a few changes of each
 * numeric feature either way, each held while the rest follows. Unlike `localSearch`, it does not ask the linear model at
 * the incumbent which changes are promising, so it finds what that model hides; it costs tens of gradient evaluations a
 * slot. Changes that alone cost as much as the incumbent are left out; of more than 128, those of a slot are tried after which
 * the margin is largest.
 */
export async function singleFeatureRestarts(
  context: SearchContext,
  incumbents: Incumbents,
  slots: Int32Array,
  options: SlpIterationOptions,
): Promise<void> {
  const { layout, rows, x } = context;
  const { count, width } = layout;
  if (layout.sparsity === 0) return;
  const batch = Math.max(1, Math.min(mostSlots, Math.floor(mostNumbers / (mostStarts * count))));

  /** Every change of one feature that is cheaper than the limit. */
  function changes(f: number, row: number, limit: number): number[] {
    const weight = layout.weight[f]!;
    if (layout.categorical[f] === 1) {
      const categories: number[] = [];
      if (weight >= limit) return categories;
      for (const c of layout.targets[f]!) {
        if (!mayMoveTo(layout, f, row, c) || x[row * width + layout.start[f]! + c] === 1) continue;
        categories.push(c + 1);
      }
      return categories;
    }
    const from = x[row * width + layout.start[f]!]!;
    if (layout.ordinal[f] === 1) {
      return Array.from(levelsOf(layout, f, row), (value) => value - from).filter(
        (step) =>
          step !== 0 &&
          Math.abs(step) <= headroomOf(layout, f, row, Math.sign(step)) &&
          Math.abs(step) * weight < limit,
      );
    }
    return [-1, 1].flatMap((sign) => {
      const headroom = headroomOf(layout, f, row, sign);
      const sizes =
        limit === Infinity
          ? headroomFractions.map((share) => share * headroom)
          : costFractions.map((share) => Math.min(headroom, (share * limit) / weight));
      const grid = layout.grid[f];
      if (grid !== undefined && headroom < Infinity) {
        const end = farthestOf(layout, f, row, sign);
        const whole = sizes.map((size) => {
          const value = gridBeyond(grid, from + sign * size, sign);
          return Math.max(0, ((value - end) * sign > 0 ? end : value) * sign - from * sign);
        });
        return [...new Set(whole)].filter((size) => size > 0).map((size) => sign * size);
      }
      return [...new Set(sizes)].filter((size) => size > 0 && size < Infinity).map((size) => sign * size);
    });
  }

  // The slots of a person stand side by side, and of them the jobs that begin alike, so that they are scored once.
  const byPerson = Int32Array.from(slots).sort((a, b) => (a % rows) - (b % rows) || a - b);
  for (let from = 0; from < byPerson.length; from += batch) {
    const jobSlots: number[] = [];
    const feature: number[] = [];
    const value: number[] = [];
    for (const own of slotsOfPeople(byPerson.subarray(from, from + batch), rows)) {
      const limited = own.filter((slot) => incumbents.cost[slot] !== 0);
      const starts: SingleChanges[] = [];
      for (const [i, slot] of limited.entries()) {
        const limit = incumbents.cost[slot]!;
        if (i > 0 && limit === incumbents.cost[limited[i - 1]!]) starts.push(starts[i - 1]!);
        else {
          const row = slot % rows;
          const all = Array.from({ length: count }, (_, f) => changes(f, row, limit));
          const promising = await mostPromising(context, row, all, mostStarts);
          if (promising === null) return;
          starts.push(promising);
        }
      }
      for (let f = 0; f < count; f += 1) {
        const longest = Math.max(0, ...starts.map((lists) => lists[f]!.length));
        for (let place = 0; place < longest; place += 1) {
          limited.forEach((slot, i) => {
            const change = starts[i]![f]![place];
            if (change === undefined) return;
            jobSlots.push(slot);
            feature.push(f);
            value.push(change);
          });
        }
      }
    }
    const move = new Float64Array(jobSlots.length * count);
    const fixed = new Float64Array(jobSlots.length * count).fill(NaN);
    feature.forEach((f, job) => {
      move[job * count + f] = value[job]!;
      fixed[job * count + f] = value[job]!;
    });
    await slpIterations(
      context,
      incumbents,
      { count: jobSlots.length, slots: Int32Array.from(jobSlots), move, fixed },
      options,
    );
  }
}

/** Slots in the order of their people, cut where one person ends. */
function slotsOfPeople(slots: Int32Array, rows: number): number[][] {
  const groups: number[][] = [];
  slots.forEach((slot, i) => {
    if (i > 0 && slots[i - 1]! % rows === slot % rows) groups.at(-1)!.push(slot);
    else groups.push([slot]);
  });
  return groups;
}
