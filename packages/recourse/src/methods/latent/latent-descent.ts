import type { LatentSpace } from '../../latent/latent-space.ts';
import { moveCost } from '../../search/action-layout.ts';
import { writePoint } from '../../search/apply-move.ts';
import { attains } from '../../search/attains.ts';
import type { Incumbents } from '../../search/incumbents.ts';
import { withinReach } from '../../search/within-reach.ts';
import type { SearchProblem } from '../../solvers/solver-definition.ts';
import { nearestMoves } from '../nearest-moves.ts';

/** What a descent in a latent space may vary. */
export interface LatentDescentOptions {
  /** Steps a person and margin, an integer ≥ 1. */
  readonly steps: number;
  /** Step size of Adam in the latent space, > 0. */
  readonly stepSize: number;
  /** `λ`, what a unit of cost counts against a logit of margin that is missing, ≥ 0. */
  readonly proximity: number;
}

/** What options of a descent in a latent space may be. */
export const latentDescentRules = {
  steps: { least: 1, integer: true },
  stepSize: { least: Number.MIN_VALUE },
  proximity: { least: 0 },
} as const;

/**
 * What an answer must keep beside the action set.
 *
 * @param row - The person.
 * @param points - Where they would be, from `at`.
 * @param slopes - `d` numbers from `at`, to which the gradient of what is broken is to be added.
 * @returns How far it is broken, ≥ 0.
 */
export type Penalty = (row: number, points: Float32Array, slopes: Float32Array, at: number) => number;

/** By how much more than what is asked for a descent aims, in logits. */
const overshoot = 0.05;

/**
 * `min_z max(0, κ − m(G(z))) + λ·c(G(z) − x) + penalty(G(z))` from the latent point of each person on, by Adam, for ascending
 * κ: of all points visited the cheapest that reach it are kept. `G(z)` is the person's nearest permitted point to the
 * decoded one; what is learned there moves `z` as if it were the decoded one (a straight-through estimate: Bengio, Léonard
 * and Courville 2013).
 *
 * @param penalty - Default: none.
 */
export async function latentDescent(
  problem: SearchProblem,
  incumbents: Incumbents,
  space: LatentSpace,
  options: LatentDescentOptions,
  penalty: Penalty = () => 0,
): Promise<void> {
  const { rows, model, margins } = problem;
  const calls = Math.max(1, Math.ceil(rows / model.chunk) * margins.length);
  let done = 0;
  for (let level = 0; level < margins.length; level += 1) {
    const people = Array.from({ length: rows }, (_, row) => row).filter(
      (row) => incumbents.cost[level * rows + row] !== 0 && withinReach(problem, level * rows + row),
    );
    for (let from = 0; from < people.length; from += model.chunk) {
      const some = people.slice(from, from + model.chunk);
      if (!(await descend(problem, incumbents, space, { options, penalty, level, people: some }))) return;
      done += 1;
      problem.report('latent descent', 0.2 + (0.7 * Math.min(calls, done)) / calls);
    }
  }
}

interface Descent {
  readonly options: LatentDescentOptions;
  readonly penalty: Penalty;
  readonly level: number;
  readonly people: readonly number[];
}

/** One chunk of people, one margin; false once the deadline has passed. */
async function descend(
  problem: SearchProblem,
  incumbents: Incumbents,
  space: LatentSpace,
  { options, penalty, level, people }: Descent,
): Promise<boolean> {
  const { x, rows, layout, model, margins, marginTolerance } = problem;
  const { width, count } = layout;
  const goal = margins[level]! + marginTolerance + overshoot;
  const own = new Float32Array(people.length * width);
  people.forEach((row, i) => own.set(x.subarray(row * width, (row + 1) * width), i * width));
  const z = await space.encode(own);
  const [first, second] = [new Float32Array(z.length), new Float32Array(z.length)];
  const points = new Float32Array(model.chunk * width);
  for (let step = 1; step <= options.steps; step += 1) {
    if (await problem.pause()) return false;
    const moves = nearestMoves(problem, people, await space.decode(z, own));
    people.forEach((row, i) => {
      writePoint(layout, x, row * width, moves, i * count, points, i * width);
    });
    const { margins: scored, slopes } = await model.slopes(points, people.length);
    const pull = new Float32Array(people.length * width);
    people.forEach((row, i) => {
      const at = i * width;
      const broken = penalty(row, points, pull, at);
      margins.forEach((kappa, l) => {
        if (broken > 0 || !attains(scored[i]!, kappa)) return;
        incumbents.offer(l * rows + row, moveCost(layout, moves, i * count), scored[i]!, moves, i * count);
      });
      const isMissing = scored[i]! < goal;
      for (let c = 0; c < width && isMissing; c += 1) pull[at + c]! -= slopes[at + c]!;
      addCostSlope(problem, { row, points, pull, at, share: options.proximity });
    });
    const gradient = await space.pullBack(z, own, pull);
    for (let i = 0; i < z.length; i += 1) {
      first[i] = 0.9 * first[i]! + 0.1 * gradient[i]!;
      second[i] = 0.999 * second[i]! + 0.001 * gradient[i]! ** 2;
      const size = Math.sqrt(second[i]! / (1 - 0.999 ** step)) + 1e-8;
      z[i]! -= (options.stepSize * (first[i]! / (1 - 0.9 ** step))) / size;
    }
  }
  return true;
}

/** Adds the slope of the cost at a point; half of a category's cost lies on the columns it leaves, half on those it enters. */
function addCostSlope(
  { layout, x }: SearchProblem,
  place: {
    readonly row: number;
    readonly points: Float32Array;
    readonly pull: Float32Array;
    readonly at: number;
    readonly share: number;
  },
): void {
  const { width, count, start, span, weight, categorical } = layout;
  const { row, points, pull, at, share } = place;
  for (let f = 0; f < count; f += 1) {
    const unit = share * weight[f]! * (categorical[f] === 1 ? 0.5 : 1);
    for (let c = start[f]!; c < start[f]! + span[f]!; c += 1) {
      pull[at + c]! += unit * Math.sign(points[at + c]! - x[row * width + c]!);
    }
  }
}
