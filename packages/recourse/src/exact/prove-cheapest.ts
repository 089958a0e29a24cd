import { moveCost } from '../search/action-layout.ts';
import { attains } from '../search/attains.ts';
import type { Incumbents } from '../search/incumbents.ts';
import type { SearchContext } from '../search/search-context.ts';
import { tryMoves } from '../search/try-moves.ts';
import { createBestFirst } from '../search/best-first.ts';
import { nearest, tightened, wholeBox, type Box } from './box.ts';
import { cheapestWithin, type Cheapest } from './cheapest-within.ts';
import type { Decision } from './decisions.ts';
import type { MarginBound } from './margin-bound.ts';
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
    const snapped = toPermitted(box, steps);
    if (!isPoint(box) && !(bounds.marginAt(snapped) >= kappa)) return false;
    writeMove(box, snapped);
    if (moveCost(layout, move, 0) >= cost() || changesOf(move) > layout.sparsity) return false;
    const scored = await tryMoves(context, incumbents, [row], move);
    if (scored === null) isCut = true;
    return scored !== null && attains(scored[0]!, kappa);
  }

  /** Steps that lead to values that exist, numbers rounded away from no change. */
  function toPermitted(box: Box, steps: Float64Array): Float64Array {
    const { from } = bounds.directions;
    const out = steps.slice();
    decisions.forEach((decision, d) => {
      const at = from[d]!;
      if (at === from[d + 1]! || decision.kind === 'category' || decision.continuous) return;
      const start = nearest(box.low[d]!, box.high[d]!);
      const change = start + steps[at]!;
      const tiny = 1e-9 * Math.max(1e-3, Math.abs(change));
      const to = steps[at]! > 0 ? decision.atLeast(change - tiny) : decision.atMost(change + tiny);
      out[at] = Math.min(box.high[d]!, Math.max(box.low[d]!, to)) - start;
    });
    return out;
  }

  function writeMove(box: Box, steps: Float64Array): void {
    const { from } = bounds.directions;
    move.fill(0);
    decisions.forEach((decision, d) => {
      const [first, end] = [from[d]!, from[d + 1]!];
      if (decision.kind === 'number') {
        move[decision.feature] = nearest(box.low[d]!, box.high[d]!) + (first < end ? steps[first]! : 0);
        return;
      }
      const options = box.options[d]!;
      let chosen = options[0]!;
      for (let i = first; i < end; i += 1) if (steps[i]! > 0.5) chosen = options[1 + i - first]!;
      move[decision.feature] = chosen;
    });
  }

  /** The cheapest point of the last box under all forms, the dearest of which is a bound; null where there is none. */
  function cheapest(box: Box, need: number): Cheapest | null {
    let dearest: Cheapest | null = null;
    for (const form of bounds.forms) {
      const found = cheapestWithin(layout, decisions, box, form, {
        from: bounds.directions.from,
        kappa: need,
        limit: limit(),
      });
      if (found === null) return null;
      if (dearest === null || found.cost > dearest.cost) dearest = found;
    }
    return dearest;
  }

  /** The parts of a box that may hold something cheaper than the incumbent. */
  async function look(box: Box): Promise<void> {
    const held = tightened(layout, decisions, box, limit());
    if (held === null) return;
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
      if (isCut || !isPoint(held)) open = Math.min(open, bound);
      return;
    }
    for (const part of parts) {
      const inside = tightened(layout, decisions, { ...part, bound }, limit());
      if (inside !== null) queue.add(bound, inside);
    }
  }

  /** Splits a box at the decision that the bound is off most by; null where nothing can be split. */
  function partsOf(box: Box, { steps }: Cheapest): Box[] | null {
    const blame = new Float64Array(decisions.length);
    bounds.blame(decisions, box, blame);
    const { from } = bounds.directions;
    const places = Array.from(blame.keys()).filter((d) => from[d]! < from[d + 1]!);
    const used = (d: number) =>
      steps.subarray(from[d], from[d + 1]).reduce((most, step) => Math.max(most, Math.abs(step)), 0);
    places.sort((a, b) => blame[b]! - blame[a]! || used(b) - used(a));
    for (const d of places) {
      const parts = split(decisions, box, d, splitPoint(box, d, steps[from[d]!]!));
      if (parts.length > 1) return parts;
    }
    return null;
  }

  const isPoint = (box: Box): boolean =>
    decisions.every((decision, d) =>
      decision.kind === 'number' ? box.low[d] === box.high[d] : box.options[d]!.length === 1,
    );

  const whole = tightened(layout, decisions, wholeBox(decisions), limit());
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
