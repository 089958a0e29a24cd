import type { ActionLayout } from '../search/action-layout.ts';
import { enough, priceOf } from '../search/linear-subproblem/subproblem-state.ts';
import { leastCost, leastUnit, nearest, type Box } from './box.ts';
import type { Decision } from './decisions.ts';
import { fillLinear } from './fill-linear.ts';
import { fillRoot } from './fill-root.ts';
import type { AffineForm } from './put-back.ts';
import type { Offer } from './offer.ts';

/** What is least under an affine bound: no action of the box for which the bound reaches κ costs less. */
export interface Cheapest {
  readonly cost: number;
  /** Along each direction, where that cost is attained or nearly so; numbers need not be on their grids. */
  readonly steps: Float64Array;
}

/** What is asked of a box. */
interface Wanted {
  /** Where the directions of each decision begin. */
  readonly from: Int32Array;
  readonly kappa: number;
  /** Only costs below it are of interest. */
  readonly limit: number;
}

/**
 * `min c(δ) s.t. form(δ) ≥ κ` over a box, numbers continuous: exact for L1 ({@link fillLinear}), otherwise a bound from below
 * ({@link fillRoot}) that is exact once groups are decided and sparsity does not bind.
 *
 * @returns Null where no action of the box is below the limit.
 */
export function cheapestWithin(
  layout: ActionLayout,
  decisions: readonly Decision[],
  box: Box,
  form: AffineForm,
  { from, kappa, limit }: Wanted,
): Cheapest | null {
  const { share, sparsity } = layout;
  const { sum, squares, places } = leastCost(layout, decisions, box);
  const steps = new Float64Array(from[decisions.length]!);
  const offers: Offer[] = [];
  let need = kappa - form.constant;
  for (let d = 0; d < decisions.length; d += 1) {
    const offer = offerOf(decisions, box, d, form, from);
    if (offer === null) continue;
    // Another option of a group that changes anyway costs nothing more.
    if (offer.unit > 0) offers.push(offer);
    else {
      steps[offer.direction] = offer.step;
      need -= offer.gain;
    }
  }
  if (need <= enough) return { cost: priceOf(share, sum, squares), steps };
  const linear = fillLinear(offers, places, need, share === 1 ? limit - sum : Infinity);
  if (linear === null) return null;
  let { parts } = linear;
  let cost = sum + linear.cost;
  if (share < 1) {
    const root = fillRoot(offers, { sum, squares }, need, share);
    if (root === null) return null;
    // Of few changes the root of squares is no small part of the sum.
    const ofSum = (share + (1 - share) / Math.sqrt(Math.max(1, sparsity))) * cost;
    cost = Math.max(root.cost, ofSum, priceOf(share, sum, squares));
    ({ parts } = root);
  }
  if (cost >= limit) return null;
  parts.forEach((part, o) => (steps[offers[o]!.direction]! += part * offers[o]!.step));
  return { cost, steps };
}

/** The best that one decision has to offer; null where it adds nothing. */
function offerOf(
  decisions: readonly Decision[],
  box: Box,
  d: number,
  { along }: AffineForm,
  from: Int32Array,
): Offer | null {
  const [first, end] = [from[d]!, from[d + 1]!];
  if (first === end) return null;
  const decision = decisions[d]!;
  const takesPlace = box.moves[d] === 0;
  const least = leastUnit(decisions, box, d);
  if (decision.kind === 'number') {
    const slope = along[first]!;
    const step = (slope > 0 ? box.high[d]! : box.low[d]!) - nearest(box.low[d]!, box.high[d]!);
    const [gain, unit] = [slope * step, decision.weight * Math.abs(step)];
    return gain > 0 ? { direction: first, step, gain, unit, least, isNumber: true, takesPlace } : null;
  }
  let direction = first;
  for (let i = first; i < end; i += 1) if (along[i]! > along[direction]!) direction = i;
  const gain = along[direction]!;
  const unit = takesPlace ? decision.weight : 0;
  return gain > 0 ? { direction, step: 1, gain, unit, least, isNumber: false, takesPlace } : null;
}
