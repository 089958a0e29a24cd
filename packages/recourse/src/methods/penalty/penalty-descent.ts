import { moveCost } from '../../search/action-layout.ts';
import { writePoint } from '../../search/apply-move.ts';
import { attains } from '../../search/attains.ts';
import type { Incumbents } from '../../search/incumbents.ts';
import { withinReach } from '../../search/within-reach.ts';
import type { SearchProblem } from '../../solvers/solver-definition.ts';
import { nearestMoves } from '../nearest-moves.ts';
import { shrinkChange } from './shrink-change.ts';

/** What a penalty descent may vary. */
export interface PenaltyOptions {
  /** Steps for each weight of the penalty; an integer ≥ 1. */
  readonly steps: number;
  /** Weights of the penalty that are gone through; an integer ≥ 1. */
  readonly rounds: number;
  /** `λ`, the first of them; > 0. */
  readonly penalty: number;
  /** What each is multiplied by to make the next; ≥ 1. */
  readonly growth: number;
  /** Logits beyond κ that are aimed for; ≥ 0. */
  readonly overshoot: number;
}

/** What options of a penalty descent may be. */
export const penaltyRules = {
  steps: { least: 1, integer: true },
  rounds: { least: 1, integer: true },
  penalty: { least: Number.MIN_VALUE },
  growth: { least: 1 },
  overshoot: { least: 0 },
} as const;

/**
 * Puts the margin that counts in the place of that of the model, and its gradient in the place of the model's.
 *
 * @param point - The row starts at `at`.
 * @param slope - `d` numbers from `at`, the gradient of the model's margin; overwritten.
 * @returns The margin that counts.
 */
export type MarginThatCounts = (
  margin: number,
  point: Float32Array,
  slope: Float32Array,
  at: number,
) => number;

/**
 * `min_x' λ·(m(x') − y)² + c(x' − x)` for ascending λ, with `y` a little beyond κ: of all permitted points visited, the
 * cheapest whose margin is enough.
 *
 * The iterate `z` is continuous, its nearest permitted point `Π(z)` is what is scored, and what is learned there moves `z`
 * (a straight-through estimate: Bengio, Léonard and Courville 2013). A step is one of proximal gradient (Beck and Teboulle
 * 2009) of length `1 / (2λ‖g‖²)`, which by the linear model of the margin leads onto `m = y` and then back by what the
 * cost pulls: `z ← z + (y − m)·g/‖g‖²`, at most one cost unit at once, then every change shrinks. So no step size is to be set.
 * Where the margin is short and `Π(z)` stays the same, since values and categories are some way apart, the step doubles.
 *
 * @param counts - What margin counts. Default: that of the model.
 */
export async function penaltyDescent(
  problem: SearchProblem,
  incumbents: Incumbents,
  options: PenaltyOptions,
  counts: MarginThatCounts = (margin) => margin,
): Promise<void> {
  const { rows, model, margins } = problem;
  const { chunk } = model;
  const share = chunk / Math.max(1, rows * margins.length);
  let done = 0;
  for (let level = 0; level < margins.length; level += 1) {
    const people = Int32Array.from({ length: rows }, (_, row) => row).filter(
      (row) => incumbents.cost[level * rows + row] !== 0 && withinReach(problem, level * rows + row),
    );
    for (let from = 0; from < people.length; from += chunk) {
      const batch = people.subarray(from, from + chunk);
      if (!(await descend(problem, incumbents, { options, counts, level, people: batch }))) return;
      done += share;
      problem.report('penalties', Math.min(1, done));
    }
  }
}

interface Descent {
  readonly options: PenaltyOptions;
  readonly counts: MarginThatCounts;
  readonly level: number;
  readonly people: Int32Array;
}

/** One chunk of people, one margin; false once the deadline has passed. */
async function descend(
  problem: SearchProblem,
  incumbents: Incumbents,
  { options, counts, level, people }: Descent,
): Promise<boolean> {
  const { x, rows, layout, model, margins, marginTolerance } = problem;
  const { width, count, lowest, highest } = layout;
  const { steps, rounds, penalty, growth, overshoot } = options;
  const goal = margins[level]! + marginTolerance + overshoot;
  const z = new Float32Array(people.length * width);
  people.forEach((row, i) => z.set(x.subarray(row * width, (row + 1) * width), i * width));
  const points = new Float32Array(model.chunk * width);
  let weight = penalty;
  let before: Float64Array = new Float64Array(people.length * count);
  const push = new Float64Array(people.length).fill(0.5);
  // Who may change nothing can but stay.
  const all = layout.sparsity === 0 ? 1 : steps * rounds;
  for (let step = 0; step < all; step += 1) {
    if (await problem.pause()) return false;
    if (step > 0 && step % steps === 0) weight *= growth;
    const moves = nearestMoves(problem, people, z);
    people.forEach((row, i) => {
      writePoint(layout, x, row * width, moves, i * count, points, i * width);
    });
    const { margins: scored, slopes: given } = await model.slopes(points, people.length);
    const slopes = given.slice(0, people.length * width);
    people.forEach((row, i) => {
      const at = i * width;
      const margin = counts(scored[i]!, points, slopes, at);
      margins.forEach((kappa, l) => {
        if (!attains(margin, kappa) || !attains(scored[i]!, kappa)) return;
        incumbents.offer(l * rows + row, moveCost(layout, moves, i * count), margin, moves, i * count);
      });
      const free = (c: number) => lowest[row * width + c]! < highest[row * width + c]!;
      let square = 0;
      for (let c = 0; c < width; c += 1) square += free(c) ? slopes[at + c]! ** 2 : 0;
      if (square === 0) return;
      const isStuck = moves
        .subarray(i * count, (i + 1) * count)
        .every((value, f) => value === before[i * count + f]);
      push[i] = isStuck && margin < goal ? 2 * push[i]! : 1;
      // A step of more than one cost unit trusts the linear model too far.
      const length = Math.min((push[i] * Math.abs(goal - margin)) / square, 1 / Math.sqrt(square));
      for (let c = 0; c < width; c += 1) {
        if (free(c)) z[at + c]! += Math.sign(goal - margin) * length * slopes[at + c]!;
      }
      shrinkChange(layout, row, 1 / (2 * weight * square), z, at);
    });
    before = moves;
  }
  return true;
}
