import { moveCost } from '../search/action-layout.ts';
import { attains } from '../search/attains.ts';
import type { Incumbents } from '../search/incumbents.ts';
import { keepsPlausibility } from '../search/keeps-plausibility.ts';
import type { SearchContext } from '../search/search-context.ts';
import { tryMoves } from '../search/try-moves.ts';
import { createBestFirst } from '../search/best-first.ts';
import { createBoxPoints } from './box-points.ts';
import { extentOf, tightened, wholeBox, type Box } from './box.ts';
import { cheapestWithin, type Cheapest } from './cheapest-within.ts';
import type { Decision } from './decisions.ts';
import type { MarginBound } from './margin-bound.ts';
import type { AffineForm } from './put-back.ts';
import { createPlausibleBound } from './plausible-bound.ts';
import { brokenPlaces } from './relations/broken-places.ts';
import { keepRules } from './relations/keep-rules.ts';
import { rulesOf } from './relations/rules.ts';
import { cheapestKeeping } from './relations/surrogate.ts';
import { split, splitPoint } from './split.ts';

/** What is to be proven of whom. */
export interface Claim {
  readonly row: number;
  /** Which of the margins. */
  readonly level: number;
  readonly decisions: readonly Decision[];
  /** How far the cost may lie above the bound, relative to the larger of 1 and the cost. */
  readonly gap: number;
  /** Boxes that may be looked at. */
  readonly boxes: number;
  /** What is known to be a lower bound. */
  readonly bound: number;
}

/** Costs are summed of float32 changes: what a bound is taken down by, relatively. */
const costRounding = 1e-6;

/** How many features a move changes. */
const changesOf = (move: Float64Array) => move.reduce((count, change) => count + Number(change !== 0), 0);

/** Boxes between two looks at the clock. */
const stride = 16;

/** Boxes in the queue that may keep what is known of their units, several thousand numbers each. */
const mostKnown = 5000;

/** How far below κ, in logits, a point of the bound is worth stretching to it. */
const nearMiss = 0.05;

/**
 * Branch and bound (Land and Doig 1960) over what one person may do, the box with the least bound first. Each box is
 * bounded by the cheapest of its actions under an affine bound of the margin; where that point reaches the margin on the
 * model it becomes the incumbent. Boxes are split at the decision that accounts for most of what the bound is off.
 *
 * @returns A lower bound of the cost of every action that reaches the margin, `Infinity` where there is none.
 */
export async function proveCheapest(
  context: SearchContext,
  incumbents: Incumbents,
  bounds: MarginBound,
  claim: Claim,
): Promise<number> {
  const { layout, rows, margins } = context;
  const { row, level, decisions, gap } = claim;
  const kappa = margins[level]!;
  const slot = level * rows + row;
  const queue = createBestFirst<Box>();
  const points = createBoxPoints(decisions, bounds.directions);
  const rules = rulesOf(layout, row, decisions);
  const plausible = createPlausibleBound(layout, row, decisions);
  const move = new Float64Array(layout.count);
  /** The least bound of boxes that were given up. */
  let open = Infinity;
  let looks = 0;
  /** Whether the deadline came before a point could be scored. */
  let isCut = false;

  const cost = () => incumbents.cost[slot]!;
  /** Below it an action would be cheaper than the incumbent. */
  const limit = () => (cost() === Infinity ? Infinity : cost() * (1 - costRounding));
  const isProven = (bound: number) => cost() < Infinity && cost() - bound <= gap * Math.max(1, cost());
  const known = () => Math.max(claim.bound, Math.min(limit(), open, queue.least()) * (1 - costRounding));

  /** Offers a point of the last box to the model where it seems to reach the margin; true where it does. */
  async function offer(box: Box, { steps }: Cheapest): Promise<boolean> {
    const snapped = points.toPermitted(box, steps);
    if (!points.isPoint(box) && !(bounds.marginAt(snapped) >= kappa)) return false;
    points.writeMove(box, snapped, move);
    if (moveCost(layout, move, 0) >= cost() || changesOf(move) > layout.sparsity) return false;
    const scored = await tryMoves(context, incumbents, [row], move);
    if (scored === null) isCut = true;
    return scored !== null && attains(scored[0]!, kappa);
  }

  /** The cheapest point of the last box under all forms, the dearest of which is a bound; null where there is none. */
  function cheapest(box: Box, need: number): Cheapest | null {
    let dearest: Cheapest | null = null;
    const { from } = bounds.directions;
    for (const form of bounds.forms) {
      const solve = (one: AffineForm) =>
        cheapestWithin(layout, decisions, box, one, { from, kappa: need, limit: limit() });
      const found = cheapestKeeping(rules, { box, from, form, solve });
      if (found === null) return null;
      if (dearest === null || found.cost > dearest.cost) dearest = found;
    }
    return dearest;
  }

  /** What is left of a box below the limit that may keep every rule and lead near enough to approved people. */
  function narrowed(box: Box): Box | null {
    const held = tightened(layout, decisions, box, limit());
    const kept = held === null ? null : keepRules(rules, decisions, held);
    return kept === null || plausible === null || plausible.mayHold(kept) ? kept : null;
  }

  /** The parts of a box that may hold something cheaper than the incumbent. */
  async function look(box: Box): Promise<void> {
    const held = narrowed(box);
    if (held === null) return;
    if (held.known !== null) {
      bounds.glance(row, decisions, held, limit());
      if (cheapest(held, kappa) === null) return;
    }
    bounds.look(row, decisions, held, limit());
    const found = cheapest(held, kappa);
    if (found === null) return;
    const bound = Math.max(box.bound, found.cost);
    if (!(await offer(held, found))) {
      const missing = kappa - bounds.marginAt(found.steps);
      const stretched = missing < nearMiss ? cheapest(held, kappa + Math.max(missing, 0) + 1e-5) : null;
      if (stretched !== null) await offer(held, stretched);
    }
    if (bound >= limit()) return;
    // A point is decided by what the model said of it.
    const parts = partsOf(held, found);
    if (parts === null) {
      if (isCut || !points.isPoint(held)) open = Math.min(open, bound);
      return;
    }
    const known = queue.size() < mostKnown ? bounds.ranges() : null;
    for (const part of parts) {
      const inside = narrowed({ ...part, bound, known });
      if (inside !== null) queue.add(bound, inside);
    }
  }

  /** Whether a point reaches the margin, and counts for nothing because of where it leads. */
  function isImplausible(box: Box, steps: Float64Array): boolean {
    if (layout.plausibility === undefined || !(bounds.marginAt(steps) >= kappa)) return false;
    points.writeMove(box, points.toPermitted(box, steps), move);
    return !keepsPlausibility(layout, row, move, 0);
  }

  /** Splits a box at the decision that the bound is off most by; null where nothing can be split. */
  function partsOf(box: Box, { steps }: Cheapest): Box[] | null {
    const blame = new Float64Array(decisions.length);
    bounds.blame(decisions, box, blame);
    const { from } = bounds.directions;
    const places = Array.from(blame.keys()).filter((d) => from[d]! < from[d + 1]!);
    const used = (d: number) =>
      steps.subarray(from[d], from[d + 1]).reduce((most, step) => Math.max(most, Math.abs(step)), 0);
    const broken = new Set(brokenPlaces(rules, points.changesAt(box, steps)));
    const isBroken = (d: number) => Number(broken.has(d));
    if (isImplausible(box, steps)) decisions.forEach((_, d) => (blame[d] = extentOf(box, d)));
    places.sort((a, b) => isBroken(b) - isBroken(a) || blame[b]! - blame[a]! || used(b) - used(a));
    for (const d of places) {
      const parts = split(decisions, box, d, splitPoint(box, d, steps[from[d]!]!));
      if (parts.length > 1) return parts;
    }
    return null;
  }

  const whole = narrowed(wholeBox(decisions));
  if (whole !== null) {
    if ([...whole.low, ...whole.high].every(Number.isFinite)) queue.add(0, whole);
    else open = 0;
  }
  while (queue.size() > 0 && !isProven(known())) {
    if (looks >= claim.boxes) break;
    if (looks % stride === 0 && (await context.pause())) break;
    looks += 1;
    await look(queue.take()!);
  }
  return known();
}
