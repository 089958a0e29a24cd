import { createBestFirst } from '../../best-first.ts';
import { enough, priceOf, recordPick, type SubproblemState } from '../subproblem-state.ts';
import { createMarginPrice } from './margin-price.ts';
import { createRoundChoice, type CostSoFar } from './round-choice.ts';
import { mostApart, openIn, split } from './split-units.ts';
import type { UnitBox } from './unit-box.ts';
import { createUnitItems } from './unit-items.ts';

/**
 * Finishes a move with the features that were selected, and records it where it is the cheapest so far.
 *
 * @returns by how much a cheaper one may exist, as a share of the cheapest found or of the limit: in [0, 1].
 */
export type ChooseWithSquares = (places: number, need: number, sum: number, squares: number) => number;

/** Boxes looked at, at most. */
const mostBoxes = 4000;

/** What the cheapest found may cost beyond the bound, relatively, after so many boxes: certain at first, coarser with effort. */
const allowedGap = (boxes: number) => 1e-5 * Math.max(1, boxes / 16) ** 2;

/** The terms of the cost that boxes are bounded by. */
const [bySquares, bySum, byBoth] = [0, 1, 2];

/**
 * L2 and mixed: branch and bound (Land and Doig 1960) over what is spent on each feature, the box with the least bound first.
 *
 * Boxes are bounded by the Lagrangian relaxation of the margin wanted (`createMarginPrice`), in which levels, grids and the
 * sparsity are kept. For L2 what is minimised there is the sum of squares. For the mixed norm it is bounded on both of its
 * terms, and by the chord of the root between the least squares there can be and the most that are not too dear, which
 * lies below it. Choices on both sides of the price are rounded to permitted ones. Boxes are split at the item that differs
 * most between the two, and once only numbers at any value are open, `fillRootOfSquares` ends them.
 */
export function createChooseWithSquares(state: SubproblemState): ChooseWithSquares {
  const { layout, pick } = state;
  const { share, count: capacity } = layout;
  const items = createUnitItems(state);
  const priced = createMarginPrice(items, capacity);
  const rounding = createRoundChoice(items, capacity);
  const rounded = new Float64Array(capacity);
  /** The bound by the last term: of the squares for L2, else of the cost. */
  let reached = 0;
  let need = 0;
  let places = 0;
  let fixed: CostSoFar = { share, sum: 0, squares: 0 };

  function offer(box: UnitBox, choice: Float64Array): void {
    const cost = rounding.round(box, choice, need, fixed, rounded);
    if (cost >= state.best) return;
    for (let j = 0; j < items.count(); j += 1) pick[items.feature[j]!] = items.moveOf(j, rounded[j]!);
    recordPick(state, cost);
    for (let j = 0; j < items.count(); j += 1) pick[items.feature[j]!] = 0;
  }

  function offerBoth(box: UnitBox): void {
    offer(box, priced.above);
    offer(box, priced.below);
  }

  /** A bound of one separable term over a box. */
  function termOf(box: UnitBox, term: number, a: number, b: number, stopAt: number): number {
    const bound = priced.bound(box, need, places, { a, b, price: box.prices[term]!, stopAt });
    box.prices[term] = priced.price();
    return bound;
  }

  /** A bound of the cost over a box, `Infinity` where nothing in it is enough; the choices of the last term stay behind. */
  function boundOf(box: UnitBox): number {
    const { sum, squares } = fixed;
    const squaresBelow = state.best === Infinity || share > 0 ? Infinity : state.best ** 2 - squares;
    const least = squares + termOf(box, bySquares, 0, 1, squaresBelow);
    reached = least;
    if (share === 0 || least === Infinity) return Math.sqrt(least);
    offerBoth(box);
    const linear = sum + termOf(box, bySum, 1, 0, Infinity);
    const apart = priceOf(share, linear, least);
    if (apart >= state.best) return apart;
    const most = ((state.best - share * linear) / (1 - share)) ** 2;
    if (!(most > least)) return state.best;
    const slope = (1 - share) / (Math.sqrt(least) + Math.sqrt(most));
    const rest = share * sum + (1 - share) * Math.sqrt(least) + slope * (squares - least);
    reached = rest + termOf(box, byBoth, share, slope, state.best - rest);
    return Math.max(apart, reached);
  }

  /** The box in which all selected features are open. */
  function wholeBox(): UnitBox {
    const size = items.count();
    return {
      low: new Float64Array(size),
      high: items.most.slice(0, size),
      taken: new Uint8Array(size),
      bound: 0,
      prices: new Float64Array(3),
    };
  }

  /**
   * Closes the items that no choice cheaper than the best one found spends on: were one of them to take the place of the
   * least worthy item that has one, the bound would rise above it (reduced costs).
   */
  function closeHopeless(box: UnitBox, open: number): void {
    if (state.best === Infinity) return;
    const chosen = priced.chosen;
    let places = open;
    let least = Infinity;
    for (let j = 0; j < items.count(); j += 1) {
      if (box.taken[j] === 1 || chosen[j] === 0) continue;
      places -= 1;
      least = Math.min(least, priced.worth[j]!);
    }
    if (places > 0) least = 0;
    for (let j = 0; j < items.count(); j += 1) {
      if (box.taken[j] === 1 || chosen[j]! > 0) continue;
      const risen = reached + least - Math.max(0, priced.worth[j]!);
      if ((share === 0 ? Math.sqrt(risen) : risen) >= state.best) box.high[j] = 0;
    }
  }

  function search(): number {
    /** The least bound of what was not looked into. */
    let least = Infinity;
    const queue = createBestFirst<UnitBox>();
    queue.add(0, wholeBox());
    for (let looked = 0; looked < mostBoxes && queue.size() > 0; looked += 1) {
      const key = queue.least();
      const box = queue.take()!;
      if (key >= state.best * (1 - allowedGap(looked))) return gapTo(Math.min(least, key));
      const { open, wanting, steps } = openIn(items, box, places);
      const scarce = wanting > open;
      if (steps === 0 && (!scarce || open === 0)) {
        // Only numbers at any value are open, and there is a place for each.
        offer(box, open === 0 ? box.low : box.high);
        continue;
      }
      const bound = Math.max(key, boundOf(box));
      if (bound >= state.best) continue;
      offerBoth(box);
      closeHopeless(box, open);
      if (looked === 0 && items.drop(box.high)) {
        queue.add(bound, wholeBox());
        continue;
      }
      const j = mostApart(items, priced, box, open, scarce);
      if (j < 0 || bound >= state.best * (1 - allowedGap(looked))) {
        least = Math.min(least, bound);
        continue;
      }
      for (const part of split(items, priced, box, j)) queue.add(bound, part);
    }
    return gapTo(queue.size() > 0 ? Math.min(least, queue.least()) : least);
  }

  function gapTo(bound: number): number {
    if (state.best === Infinity) return bound === Infinity ? 0 : 1;
    return Math.max(0, 1 - bound / state.best);
  }

  return (left, wanted, sum, squares) => {
    need = wanted;
    places = left;
    fixed = { share, sum, squares };
    if (need <= enough) {
      const cost = priceOf(share, sum, squares);
      if (cost < state.best) recordPick(state, cost);
      return 0;
    }
    items.load(need);
    return items.count() > 0 && places > 0 ? search() : 0;
  };
}
