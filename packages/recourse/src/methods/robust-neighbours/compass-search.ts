import { moveCost } from '../../search/action-layout.ts';
import { attains } from '../../search/attains.ts';
import type { Incumbents } from '../../search/incumbents.ts';
import { tryMoves } from '../../search/try-moves.ts';
import type { SearchProblem } from '../../solvers/solver-definition.ts';
import { nearestMoves } from '../nearest-moves.ts';

/** A person's way through the hull of some rows, towards one margin. */
export interface HullSearch {
  readonly row: number;
  /** The place of the margin. */
  readonly level: number;
  /** The rows, `k × d`. */
  readonly corners: Float32Array;
}

/** A point of the hull by its weights, what it costs to go there, and the margin there. */
interface Point {
  readonly weights: Float64Array;
  readonly cost: number;
  readonly margin: number;
}

/**
 * Looks for the cheapest point in the convex hull of some rows that reaches a margin: from the best corner on, weight goes
 * from one corner to another by the step, whichever such exchange is best; where none is, the step is halved (compass
 * search: Kolda, Lewis and Torczon 2003). Better is reaching the margin, then cheaper; before that, a larger margin. All
 * exchanges of everybody are scored together; every point is taken to the nearest permitted one first.
 *
 * @param rounds - Exchanges and halvings a person, an integer ≥ 0.
 * @returns False once the deadline has passed.
 */
export async function compassSearch(
  context: SearchProblem,
  incumbents: Incumbents,
  searches: readonly HullSearch[],
  rounds: number,
): Promise<boolean> {
  const { layout, margins } = context;
  const { width, count } = layout;
  let work = searches
    .filter(({ corners }) => corners.length > 0)
    .map((search) => {
      const k = search.corners.length / width;
      const trials: Float64Array[] = Array.from({ length: k }, (_, i) => new Float64Array(k).with(i, 1));
      return { search, k, step: 0.5, best: null as Point | null, trials };
    });
  for (let round = 0; round <= rounds && work.length > 0; round += 1) {
    const all = work.flatMap((state) => state.trials.map((weights) => ({ state, weights })));
    const points = new Float32Array(all.length * width);
    all.forEach(({ state, weights }, at) => mix(state.search.corners, weights, points, at * width));
    const people = all.map(({ state }) => state.search.row);
    const moves = nearestMoves(context, people, points);
    const reached = await tryMoves(context, incumbents, people, moves);
    if (reached === null) return false;
    const before = new Map(work.map((state) => [state, state.best] as const));
    all.forEach(({ state, weights }, at) => {
      const point = { weights, cost: moveCost(layout, moves, at * count), margin: reached[at]! };
      const kappa = margins[state.search.level]!;
      if (state.best === null || isBetter(point, state.best, kappa)) state.best = point;
    });
    for (const state of work) {
      if (round > 0 && state.best === before.get(state)) state.step /= 2;
      state.trials = exchanges(state.best!.weights, state.step);
    }
    work = work.filter(({ trials, step }) => trials.length > 0 && step > 0.01);
  }
  return true;
}

function isBetter(one: Point, other: Point, kappa: number): boolean {
  const [first, second] = [attains(one.margin, kappa), attains(other.margin, kappa)];
  if (first !== second) return first;
  return first ? one.cost < other.cost : one.margin > other.margin;
}

/** The weights after every exchange of at most `step` between two corners. */
function exchanges(weights: Float64Array, step: number): Float64Array[] {
  return Array.from(weights.keys()).flatMap((from) => {
    const moved = Math.min(step, weights[from]!);
    if (moved <= 0) return [];
    return Array.from(weights.keys())
      .filter((to) => to !== from)
      .map((to) => weights.with(from, weights[from]! - moved).with(to, weights[to]! + moved));
  });
}

/** Writes a weighted mean of rows. */
function mix(corners: Float32Array, weights: Float64Array, out: Float32Array, at: number): void {
  const width = corners.length / weights.length;
  weights.forEach((weight, i) => {
    if (weight === 0) return;
    for (let c = 0; c < width; c += 1) out[at + c]! += weight * corners[i * width + c]!;
  });
}
