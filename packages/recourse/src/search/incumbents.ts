import type { ActionLayout } from './action-layout.ts';
import { keepsPlausibility } from './keeps-plausibility.ts';
import { brokenRelation } from './move-relations.ts';
import { sameFeatures } from './same-features.ts';
import { sameStructure } from './same-structure.ts';

/** A success that is kept beside a cheaper one of another structure. */
interface RunnerUp {
  readonly cost: number;
  readonly move: Float64Array;
}

/**
 * The cheapest success found so far for every margin and row. Slot `level · rows + row` holds margin number `level` of
 * `row`; a slot without a success has an infinite cost.
 */
export interface Incumbents {
  readonly cost: Float64Array;
  readonly margin: Float64Array;
  /** `slots × F` moves, see `ActionLayout`. */
  readonly move: Float64Array;
  /**
   * Keeps a success where it is cheaper than what the slot holds; true where it is. A move that breaks a relation of the
   * action set, or leads to a point that is not plausible, is none.
   */
  offer(slot: number, cost: number, margin: number, move: Float64Array, moveAt: number): boolean;
  /** Successes of other structures than the incumbent and each other, cheapest first, at most `answers − 1`. */
  runnersUp(slot: number): readonly RunnerUp[];
}

/** What incumbents are of. */
export interface IncumbentsOf {
  readonly layout: ActionLayout;
  readonly rows: number;
  readonly margins: readonly number[];
  /** How many answers a person are wanted, an integer ≥ 1. */
  readonly answers: number;
  /** What tells them apart; see `RecourseProblem.distinctBy`. Default `changes`. */
  readonly distinctBy?: DistinctBy | undefined;
}

/** What tells the answers of one person apart: the features they change alone, or also where to. */
export type DistinctBy = 'changes' | 'features';

/** Whether two moves are one answer. */
export function sameAnswer(distinctBy: DistinctBy = 'changes'): typeof sameStructure {
  return distinctBy === 'features' ? sameFeatures : sameStructure;
}

/** Empty incumbents for every margin and row of a search. */
export function createIncumbents({ layout, rows, margins, answers, distinctBy }: IncumbentsOf): Incumbents {
  const isSame = sameAnswer(distinctBy);
  const slots = margins.length * rows;
  const { count } = layout;
  const cost = new Float64Array(slots).fill(Infinity);
  const margin = new Float64Array(slots).fill(NaN);
  const move = new Float64Array(slots * count);
  const runnersUp = new Map<number, RunnerUp[]>();

  function keepRunnerUp(slot: number, entry: RunnerUp): void {
    const kept = runnersUp.get(slot) ?? [];
    const same = kept.findIndex((other) => isSame(layout, other.move, 0, entry.move, 0));
    if (same >= 0 && kept[same]!.cost <= entry.cost) return;
    if (same >= 0) kept.splice(same, 1);
    const place = kept.findIndex((other) => other.cost > entry.cost);
    kept.splice(place < 0 ? kept.length : place, 0, entry);
    runnersUp.set(slot, kept.slice(0, answers - 1));
  }

  /** Sorts a success in beside the incumbent, before that is replaced. */
  function compare(slot: number, newCost: number, from: Float64Array, at: number): void {
    const entry = { cost: newCost, move: from.slice(at, at + count) };
    const isFirst = cost[slot] === Infinity;
    const isRepeated = !isFirst && isSame(layout, entry.move, 0, move, slot * count);
    if (!(newCost < cost[slot]!)) {
      if (!isRepeated) keepRunnerUp(slot, entry);
      return;
    }
    const kept = runnersUp.get(slot) ?? [];
    runnersUp.set(
      slot,
      kept.filter((other) => !isSame(layout, other.move, 0, entry.move, 0)),
    );
    if (isFirst || isRepeated) return;
    keepRunnerUp(slot, { cost: cost[slot]!, move: move.slice(slot * count, (slot + 1) * count) });
  }

  return {
    cost,
    margin,
    move,
    offer(slot, newCost, newMargin, from, at) {
      if (layout.relations.length > 0 && brokenRelation(layout, slot % rows, from, at) !== undefined)
        return false;
      const matters = answers > 1 || newCost < cost[slot]!;
      if (layout.plausibility !== undefined && matters && !keepsPlausibility(layout, slot % rows, from, at))
        return false;
      if (answers > 1 && newCost < Infinity) compare(slot, newCost, from, at);
      if (!(newCost < cost[slot]!)) return false;
      cost[slot] = newCost;
      margin[slot] = newMargin;
      for (let f = 0; f < count; f += 1) move[slot * count + f] = from[at + f]!;
      return true;
    },
    runnersUp: (slot) => runnersUp.get(slot) ?? [],
  };
}
