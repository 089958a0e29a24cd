import { randomStream } from '@cfq/jit';

import { moveCost } from '../../search/action-layout.ts';
import { writePoint } from '../../search/apply-move.ts';
import { attains } from '../../search/attains.ts';
import type { Incumbents } from '../../search/incumbents.ts';
import { defineSolver } from '../../solvers/define-solver.ts';
import type { RecourseSolver } from '../../solvers/recourse-solver.ts';
import type { SearchProblem, SolverOptions } from '../../solvers/solver-definition.ts';
import { dropChanges } from '../drop-changes.ts';
import { nearestMoves } from '../nearest-moves.ts';
import { openLevels, stayWhereEnough } from '../stay-where-enough.ts';
import { columnScales, setGradient, type SetWeights } from './set-gradient.ts';

/** What DiCE may vary. */
interface DiceSettings extends SetWeights {
  /** Members of a set where one answer is asked for; else as many as are asked for. An integer ≥ 1. */
  readonly members: number;
  /** Steps; an integer ≥ 1. */
  readonly steps: number;
  /** Step size of Adam, encoded units; > 0. */
  readonly learningRate: number;
  /** Standard deviation of where members start round the person, encoded units; ≥ 0. */
  readonly scatter: number;
}

/** What can be set of `dice`. */
export type DiceOptions = SolverOptions<DiceSettings>;

/**
 * DiCE (Mothilal, Sharma and Tan 2020, eq. 4): a set of `k` answers a person,
 * `min 1/k Σ hinge(c_i) + λ₁/k Σ dist(c_i, x) − λ₂ det K`, by gradients (Adam: Kingma and Ba 2015) from starts drawn round the
 * person; then changes are taken back, the smallest first, as long as an answer holds. The hinge is
 * `max(0, κ − m(c_i))`, in logits.
 *
 * Members are continuous; what is scored is the nearest permitted point of each, and what is learned there moves it. Of each
 * member the last point that reaches the margin counts. Asked for one answer, it gives the cheapest of a set of `members`.
 */
export const dice: RecourseSolver<DiceOptions, 'dice'> = defineSolver({
  name: 'dice',
  description: 'a set of answers that are near, valid and, by a determinant, unlike each other',
  source: 'Mothilal, Sharma and Tan 2020',
  needs: 'gradient',
  answers: 'several',
  relations: 'kept',
  options: {
    members: { least: 1, integer: true },
    steps: { least: 1, integer: true },
    learningRate: { least: Number.MIN_VALUE },
    scatter: { least: 0 },
    proximity: { least: 0 },
    diversity: { least: 0 },
  },
  defaults: { members: 4, steps: 60, learningRate: 0.1, scatter: 0.5, proximity: 0.5, diversity: 1 },
  async search(problem, incumbents, settings) {
    const people = await stayWhereEnough(problem, incumbents);
    if (people === null) return;
    const { margins, model, answers } = problem;
    const size = answers > 1 ? answers : settings.members;
    const together = Math.max(1, Math.floor(model.chunk / size));
    let done = 0;
    for (const level of margins.keys()) {
      const open = people.filter((row) => openLevels(problem, incumbents, row).includes(level));
      for (let from = 0; from < open.length; from += together) {
        const some = open.subarray(from, from + together);
        if (!(await findSets(problem, incumbents, { settings, size, level, people: some }))) return;
        done += some.length / (people.length * margins.length);
        problem.report('sets', Math.min(0.9, 0.9 * done));
      }
    }
    await dropChanges(problem, incumbents);
  },
});

interface SetsOf {
  readonly settings: DiceSettings;
  readonly size: number;
  readonly level: number;
  readonly people: Int32Array;
}

/** A set for each of some people, for one margin; false once the deadline has passed. */
async function findSets(
  problem: SearchProblem,
  incumbents: Incumbents,
  { settings, size, level, people }: SetsOf,
): Promise<boolean> {
  const { x, rows, layout, model, margins, marginTolerance } = problem;
  const { width, count } = layout;
  const kappa = margins[level]!;
  const scales = columnScales(layout);
  const whose = Array.from(people).flatMap((row) => new Array<number>(size).fill(row));
  const z = startsOf(problem, whose, settings.scatter, level);
  const adam = createAdam(z.length, settings.learningRate);
  const points = new Float32Array(model.chunk * width);
  const last = new Map<number, { readonly margin: number; readonly move: Float64Array }>();
  for (let step = 0; step < settings.steps; step += 1) {
    if (await problem.pause()) return false;
    const moves = nearestMoves(problem, whose, z);
    whose.forEach((row, i) => {
      writePoint(layout, x, row * width, moves, i * count, points, i * width);
    });
    const scored = await model.slopes(points, whose.length);
    const gradient = new Float64Array(z.length);
    people.forEach((row, person) => {
      const at = person * size * width;
      const members = z.subarray(at, at + size * width);
      gradient.set(setGradient(members, size, x, row * width, scales, settings), at);
    });
    whose.forEach((_, i) => {
      const margin = scored.margins[i]!;
      if (attains(margin, kappa)) last.set(i, { margin, move: moves.slice(i * count, (i + 1) * count) });
      if (margin >= kappa + marginTolerance && margin > 0) return;
      for (let c = i * width; c < (i + 1) * width; c += 1) gradient[c]! -= scored.slopes[c]! / size;
    });
    adam(z, gradient);
    keepInRange(problem, whose, z);
  }
  for (const [i, { margin, move }] of last) {
    incumbents.offer(level * rows + whose[i]!, moveCost(layout, move, 0), margin, move, 0);
  }
  return true;
}

/** Where members start: numbers scattered round the person, categories leaning to others. */
function startsOf(
  problem: SearchProblem,
  whose: readonly number[],
  scatter: number,
  level: number,
): Float32Array {
  const { x, layout, problem: given } = problem;
  const { width } = layout;
  const z = new Float32Array(whose.length * width);
  let noise: ArrayLike<number> = [];
  let member = 0;
  whose.forEach((row, i) => {
    member = whose[i - 1] === row ? member + 1 : 0;
    noise = randomStream(given.seed, 'dice', level, row, member).normal([width]).data;
    for (let c = 0; c < width; c += 1) z[i * width + c] = x[row * width + c]! + scatter * noise[c]!;
  });
  keepInRange(problem, whose, z);
  return z;
}

function keepInRange({ layout }: SearchProblem, whose: readonly number[], z: Float32Array): void {
  const { width, lowest, highest } = layout;
  whose.forEach((row, i) => {
    for (let c = 0; c < width; c += 1) {
      const own = row * width + c;
      z[i * width + c] = Math.min(highest[own]!, Math.max(lowest[own]!, z[i * width + c]!));
    }
  });
}

/** Adam in place (Kingma and Ba 2015, algorithm 1, with its defaults). */
function createAdam(size: number, rate: number): (at: Float32Array, gradient: Float64Array) => void {
  const mean = new Float64Array(size);
  const square = new Float64Array(size);
  let step = 0;
  return (at, gradient) => {
    step += 1;
    const [first, second] = [1 - 0.9 ** step, 1 - 0.999 ** step];
    for (let i = 0; i < size; i += 1) {
      mean[i] = 0.9 * mean[i]! + 0.1 * gradient[i]!;
      square[i] = 0.999 * square[i]! + 0.001 * gradient[i]! ** 2;
      at[i]! -= (rate * (mean[i]! / first)) / (Math.sqrt(square[i]! / second) + 1e-8);
    }
  };
}
