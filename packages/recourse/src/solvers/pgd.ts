import { randomStream, type NDArray } from '@cfq/jit';

import { unbounded } from '../actions/traced-parts.ts';
import { moveCost } from '../search/action-layout.ts';
import { attains } from '../search/attains.ts';
import type { Incumbents } from '../search/incumbents.ts';
import { readMove } from '../search/read-move.ts';
import { refinePresets, refineRules } from './refine-presets.ts';
import { refine, type RefineOptions } from '../search/refine.ts';
import { withinReach } from '../search/within-reach.ts';
import { defineSolver } from './define-solver.ts';
import type { OptionRules } from './option-rules.ts';
import type { RecourseProblem } from './recourse-problem.ts';
import type { RecourseSolver } from './recourse-solver.ts';
import type { SearchProblem, SolverOptions } from './solver-definition.ts';

/** The recursion's own options (CFQ §4.1). */
interface RecursionOptions {
  /** `K`, gradient steps per restart; an integer ≥ 1. */
  readonly steps: number;
  /** `α`, in encoded units per unit of gradient; > 0. */
  readonly stepSize: number;
  /** Restarts beside the one from `x`; an integer ≥ 0. */
  readonly restarts: number;
  /** Standard deviation of a restart's starting point around `x`, encoded units; ≥ 0. */
  readonly restartScale: number;
  /** `λ`, the weight of the cost in the loss; ≥ 0. */
  readonly costWeight: number;
}

/** Budgets of `pgd` by name. */
export const pgdPresets = {
  /** The recursion as the paper states it, with restarts and the bisection to κ, and nothing else. */
  paper: {
    steps: 50,
    stepSize: 0.1,
    restarts: 2,
    restartScale: 0.3,
    costWeight: 0.05,
    ...refinePresets.boundary,
  },
  /** For training. */
  fast: { steps: 8, stepSize: 0.4, restarts: 0, restartScale: 0.3, costWeight: 0.05, ...refinePresets.fast },
  /** For evaluation. */
  thorough: {
    steps: 12,
    stepSize: 0.3,
    restarts: 0,
    restartScale: 0.3,
    costWeight: 0.05,
    ...refinePresets.thorough,
  },
  /** For small populations and for measuring the others. */
  exhaustive: {
    steps: 30,
    stepSize: 0.2,
    restarts: 4,
    restartScale: 0.3,
    costWeight: 0.1,
    ...refinePresets.exhaustive,
  },
} as const;

/** What can be set of `pgd`. */
export type PgdOptions = SolverOptions<RefineOptions & RecursionOptions, keyof typeof pgdPresets>;

const recursionRules: OptionRules<RecursionOptions> = {
  steps: { least: 1, integer: true },
  stepSize: { least: Number.MIN_VALUE },
  restarts: { least: 0, integer: true },
  restartScale: { least: 0 },
  costWeight: { least: 0 },
};

type Settings = RefineOptions & RecursionOptions;

/**
 * Projected gradient descent, the teacher recourse of CFQ §4.1 (see `Recursion`): `K` steps from `x` and from seeded
 * random points near it, the cheapest success of all points visited, then {@link refine}: descents to each margin κ,
 * other structures, and the bisection onto the margin.
 *
 * On a traced model all steps are one native call; any other model with gradients is asked between them.
 */
export const pgd: RecourseSolver<PgdOptions, 'pgd'> = defineSolver({
  name: 'pgd',
  description: 'projected gradient descent, the recursion of the paper, then refined onto each margin',
  source: 'CFQ §4.1',
  needs: 'gradient',
  answers: 'several',
  relations: 'kept',
  plausibility: 'kept',
  options: { ...refineRules, ...recursionRules },
  defaults: pgdPresets.thorough,
  presets: pgdPresets,
  async search(problem, incumbents, settings) {
    const starts = await recur(problem, incumbents, settings);
    const report = (phase: string, share: number) => {
      problem.report(phase, 0.5 + 0.5 * share);
    };
    await refine({ ...problem, report }, incumbents, starts, settings);
  },
});

/** Runs the recursion on every chunk and restart; returns where the refinement of each row starts. */
async function recur(
  problem: SearchProblem,
  incumbents: Incumbents,
  settings: Settings,
): Promise<Float64Array> {
  const { x, rows, layout, model, margins, problem: given } = problem;
  const { width, count } = layout;
  const { chunk } = model;
  const { steps, stepSize, restarts, restartScale, costWeight } = settings;
  const recursion = model.recursion({
    actionSet: given.actionSet,
    cost: given.cost,
    steps,
    limited: given.limits !== undefined,
  });
  const starts = new Float64Array(rows * count);
  const highest = new Float64Array(rows).fill(-Infinity);
  const nearest = new Float64Array(rows * count);
  const move = new Float64Array(count);
  const reachable = Int32Array.from({ length: rows }, (_, row) => row).filter((row) =>
    withinReach(problem, row),
  );
  for (let restart = 0; restart <= restarts; restart += 1) {
    for (let first = 0; first < reachable.length; first += chunk) {
      if (await problem.pause()) return starts;
      const people = reachable.subarray(first, first + chunk);
      const origin = paddedRows(given.x, people, chunk, 0);
      const start = restart === 0 ? origin : scatter(problem, origin, people, restart, restartScale);
      const visited = await recursion.run({
        ...{ x: origin, start, stepSize, costWeight, count: people.length },
        limits: limitsOf(given, people, chunk),
      });
      for (let step = 0; step < steps; step += 1) {
        people.forEach((row, i) => {
          const margin = visited.margins[step * chunk + i]!;
          readMove(layout, x, row * width, visited.points, (step * chunk + i) * width, move);
          if (margin > highest[row]!) {
            highest[row] = margin;
            nearest.set(move, row * count);
          }
          if (!attains(margin, margins[0]!)) return;
          const cost = moveCost(layout, move, 0);
          margins.forEach((kappa, level) => {
            if (attains(margin, kappa)) incumbents.offer(level * rows + row, cost, margin, move, 0);
          });
        });
      }
    }
    problem.report('recursion', (0.5 * (restart + 1)) / (restarts + 1));
  }
  for (let row = 0; row < rows; row += 1) {
    const source = incumbents.cost[row]! < Infinity ? incumbents.move : nearest;
    starts.set(source.subarray(row * count, (row + 1) * count), row * count);
  }
  return starts;
}

/** Rows of some people, filled up to so many with a value. */
function paddedRows({ data, shape }: NDArray, people: Int32Array, size: number, rest: number): Float32Array {
  const width = shape[1]!;
  const rows = new Float32Array(size * width).fill(rest);
  people.forEach((row, i) => rows.set(data.subarray(row * width, (row + 1) * width), i * width));
  return rows;
}

/** The limits of some people as finite numbers; rows that nobody reads have none. */
function limitsOf(
  { limits }: RecourseProblem,
  people: Int32Array,
  size: number,
): { readonly lower: Float32Array; readonly upper: Float32Array } | undefined {
  if (limits === undefined) return undefined;
  const cut = (side: NDArray, rest: number) =>
    paddedRows(side, people, size, rest).map((value) => Math.min(unbounded, Math.max(-unbounded, value)));
  return { lower: cut(limits.lower, -unbounded), upper: cut(limits.upper, unbounded) };
}

/** The starting points of a restart: seeded noise around `x`, drawn for a chunk of all people at a time. */
function scatter(
  { model: { chunk }, layout: { width }, problem: { seed } }: SearchProblem,
  origin: Float32Array,
  people: Int32Array,
  restart: number,
  scale: number,
): Float32Array {
  const start = origin.slice();
  let drawn = -1;
  let noise: ArrayLike<number> = [];
  people.forEach((row, i) => {
    const from = row - (row % chunk);
    if (from !== drawn) noise = randomStream(seed, 'recourse', restart, from).normal([chunk * width]).data;
    drawn = from;
    for (let c = 0; c < width; c += 1) start[i * width + c]! += scale * noise[(row - from) * width + c]!;
  });
  return start;
}
