import { nearest, type Box } from '../box.ts';
import type { Cheapest } from '../cheapest-within.ts';
import type { AffineForm } from '../put-back.ts';
import type { LinearRule, Rule } from './rules.ts';

/** Weights of a rule that are tried; the bound holds at each. */
const rounds = 14;

/** What is bounded, and how: `solve` finds the cheapest of the box under an affine bound, null where there is none. */
interface Bounded {
  readonly box: Box;
  /** Where the directions of each decision begin. */
  readonly from: Int32Array;
  readonly form: AffineForm;
  readonly solve: (form: AffineForm) => Cheapest | null;
}

/**
 * The cheapest of a box under an affine bound of the margin, with its linear rules: `margin ≥ κ` and `sum ≤ room` together
 * ask for `margin + weight · (room − sum) ≥ κ` at any weight ≥ 0, which is one affine bound again (surrogate relaxation;
 * Greenberg and Pierskalla 1970). The weight with the dearest answer is sought rule by rule, between one at which the answer
 * breaks the rule and one at which it keeps it, and where the rule is just kept between the two answers lies the point.
 *
 * @returns Null where no action of the box keeps the rules below the limit of `solve`.
 */
export function cheapestKeeping(rules: readonly Rule[], bounded: Bounded): Cheapest | null {
  let { form } = bounded;
  let best = bounded.solve(form);
  for (const rule of rules) {
    if (best === null) return null;
    if (rule.kind !== 'linear' || rule.room === Infinity || beyond(rule, bounded, best) <= rule.slack)
      continue;
    const found = weigh(rule, { ...bounded, form }, best);
    if (found === null) return null;
    ({ form } = found);
    best = { cost: Math.max(best.cost, found.cheapest.cost), steps: found.cheapest.steps };
  }
  return best;
}

/** By how much a point goes beyond the room of a rule. */
function beyond(
  { places, coefficients, room }: LinearRule,
  { box, from }: Bounded,
  { steps }: Cheapest,
): number {
  return places.reduce((sum, d, i) => {
    const step = from[d]! < from[d + 1]! ? steps[from[d]!]! : 0;
    return sum + coefficients[i]! * (nearest(box.low[d]!, box.high[d]!) + step);
  }, -room);
}

/** The affine bound with a rule at a weight. */
function withRule(rule: LinearRule, { box, from, form }: Bounded, weight: number): AffineForm {
  const along = form.along.slice();
  let constant = form.constant + weight * (rule.room + rule.slack);
  rule.places.forEach((d, i) => {
    constant -= weight * rule.coefficients[i]! * nearest(box.low[d]!, box.high[d]!);
    if (from[d]! < from[d + 1]!) along[from[d]!]! -= weight * rule.coefficients[i]!;
  });
  return { constant, along };
}

/** Seeks the weight of a broken rule at which the answer is dearest. */
function weigh(
  rule: LinearRule,
  bounded: Bounded,
  first: Cheapest,
): { readonly cheapest: Cheapest; readonly form: AffineForm } | null {
  const { from, form } = bounded;
  const open = [...rule.places.keys()].filter((i) => from[rule.places[i]!]! < from[rule.places[i]! + 1]!);
  const slopes = open.map((i) => Math.abs(form.along[from[rule.places[i]!]!]! / rule.coefficients[i]!));
  let weight = Math.max(1e-6, ...slopes);
  let [light, heavy] = [0, Infinity];
  let [breaks, keeps]: [Cheapest, Cheapest | null] = [first, null];
  let best = { cheapest: first, form };
  for (let round = 0; round < rounds; round += 1) {
    const tried = withRule(rule, bounded, weight);
    const found = bounded.solve(tried);
    if (found === null) return null;
    if (found.cost > best.cheapest.cost) best = { cheapest: found, form: tried };
    if (beyond(rule, bounded, found) > rule.slack) [light, breaks] = [weight, found];
    else [heavy, keeps] = [weight, found];
    weight = heavy === Infinity ? 4 * weight : (light + heavy) / 2;
  }
  if (keeps === null) return best;
  const [over, under] = [beyond(rule, bounded, breaks), -beyond(rule, bounded, keeps)];
  const share = Math.min(1, Math.max(0, under / (over + under)));
  const steps = keeps.steps.map((step, i) => step + share * (breaks.steps[i]! - step));
  return { cheapest: { cost: best.cheapest.cost, steps }, form: best.form };
}
