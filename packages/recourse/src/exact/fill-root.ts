import { fillAtRoot } from '../search/linear-subproblem/squares/fill-at-root.ts';
import type { Filled, Offer } from './offer.ts';

/** What the box costs in any case, offers included. */
interface Least {
  readonly sum: number;
  readonly squares: number;
}

/** Rounds of majorising the root; each brings the parts closer to the best ones, and the bound holds after any. */
const rounds = 12;

/**
 * Parts of offers that add up to `need` at nearly the least `share · Σ u + (1 − share) · √(Σ u²)`, and a lower bound of that
 * cost, where sparsity is forgotten and everything may be taken in part.
 *
 * The root is majorised by a square, whose minimum is {@link fillAtRoot}'s. For the bound the root is put below: `‖u‖ ≥ y · u` for every `y` of
 * length 1, here that of the parts found; what remains is linear, and filled in order of margin per cost.
 *
 * @param share - Share of L1, in `[0, 1)`.
 * @returns Null where all offers together do not add up to `need`.
 */
export function fillRoot(offers: readonly Offer[], least: Least, need: number, share: number): Filled | null {
  if (offers.reduce((sum, { gain }) => sum + gain, 0) < need) return null;
  const fixedSum = offers.reduce((sum, offer) => sum - offer.least, least.sum);
  const fixedSquares = Math.max(
    0,
    offers.reduce((sum, offer) => sum - offer.least ** 2, least.squares),
  );
  const units = Float64Array.from(offers, (offer) => offer.least + offer.unit);
  const amounts = {
    count: offers.length,
    rate: Float64Array.from(offers, ({ gain, unit }) => gain / unit),
    least: Float64Array.from(offers, ({ least: own }) => own),
    most: units.slice(),
  };
  const rootOf = () => Math.sqrt(units.reduce((sum, unit) => sum + unit * unit, fixedSquares));
  let root = rootOf();
  for (let round = 0; round < (share === 0 ? 1 : rounds); round += 1) {
    fillAtRoot(amounts, need, share, root / (1 - share), units);
    root = rootOf();
  }
  const parts = Float64Array.from(offers, (offer, o) => (units[o]! - offer.least) / offer.unit);
  const prices = Float64Array.from(units, (unit) => share + ((1 - share) * unit) / root);
  let bound = share * fixedSum + ((1 - share) * fixedSquares) / root;
  offers.forEach((offer, o) => (bound += prices[o]! * offer.least));
  let left = need;
  const perCost = (o: number) => offers[o]!.gain / (offers[o]!.unit * prices[o]!);
  for (const o of [...offers.keys()].sort((a, b) => perCost(b) - perCost(a))) {
    const { gain, unit } = offers[o]!;
    const part = Math.min(1, left / gain);
    bound += part * unit * prices[o]!;
    left -= part * gain;
    if (left <= 0) break;
  }
  return { cost: bound, parts };
}
