import { chunksOf, randomStream, type NDArray } from '@cfq/jit';

import { unbounded } from '../actions/traced-parts.ts';
import { moveCost } from '../search/action-layout.ts';
import { attains } from '../search/attains.ts';
import type { Incumbents } from '../search/incumbents.ts';
import { readMove } from '../search/read-move.ts';
import { refinePresets, refineRules } from './refine-presets.ts';
import { refine, type RefineOptions } from '../search/refine.ts';
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
  for (let restart = 0; restart <= restarts; restart += 1) {
    for (const { rows: people, start: from, count: size } of chunksOf(given.x, { size: chunk })) {
      if (await problem.pause()) return starts;
      const origin = people.data as Float32Array;
      const start = restart === 0 ? origin : scatter(origin, given.seed, restart, from, restartScale);
      const visited = await recursion.run({
        ...{ x: origin, start, stepSize, costWeight, count: size },
        limits: limitsOfChunk(given, from, chunk * width),
      });
      for (let step = 0; step < steps; step += 1) {
        for (let i = 0; i < size; i += 1) {
          const row = from + i;
          const margin = visited.margins[step * chunk + i]!;
          readMove(layout, x, row * width, visited.points, (step * chunk + i) * width, move);
          if (margin > highest[row]!) {
            highest[row] = margin;
            nearest.set(move, row * count);
          }
          if (!attains(margin, margins[0]!)) continue;
          const cost = moveCost(layout, move, 0);
          margins.forEach((kappa, level) => {
            if (attains(margin, kappa)) incumbents.offer(level * rows + row, cost, margin, move, 0);
          });
        }
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

/** The limits of a chunk of people as finite numbers; rows that nobody reads have none. */
function limitsOfChunk(
  { limits }: RecourseProblem,
  from: number,
  length: number,
): { readonly lower: Float32Array; readonly upper: Float32Array } | undefined {
  if (limits === undefined) return undefined;
  const cut = ({ data, shape }: NDArray, rest: number) => {
    const at = from * shape[1]!;
    const part = new Float32Array(length).fill(rest);
    part.set(data.subarray(at, at + length));
    return part.map((value) => Math.min(unbounded, Math.max(-unbounded, value)));
  };
  return { lower: cut(limits.lower, -unbounded), upper: cut(limits.upper, unbounded) };
}

/** The starting points of a restart: seeded noise around `x`. */
function scatter(
  origin: Float32Array,
  seed: number,
  restart: number,
  from: number,
  scale: number,
): Float32Array {
  const noise = randomStream(seed, 'recourse', restart, from).normal([origin.length]).data;
  return origin.map((value, i) => value + scale * noise[i]!);
}
