import { ndarray, tree, type NDArray } from '@cfq/jit';

import { actionLayout } from '../search/action-layout.ts';
import { writeDelta } from '../search/apply-move.ts';
import { assertFeasible } from '../actions/assert-feasible.ts';
import { checkProblem } from './check-problem.ts';
import { cost as costOf } from '../cost/cost.ts';
import { createIncumbents, type Incumbents } from '../search/incumbents.ts';
import { createLinearSubproblem } from '../search/linear-subproblem/linear-subproblem.ts';
import type { MarginModel } from '../model/margin-model.ts';
import { marginSession } from '../model/model-sessions.ts';
import type {
  CommonOptions,
  MarginResult,
  RecourseProblem,
  RecourseResult,
  RecourseSolver,
} from './recourse-problem.ts';
import { attains, type SearchContext } from '../search/search-context.ts';

/** What a solver's search gets beside the shared context. */
export interface SearchProblem extends SearchContext {
  readonly problem: RecourseProblem;
  /** Parameters in the order of `tree.leaves`. */
  readonly leaves: NDArray[];
}

/** A solver in the making: its options and its search. */
export interface SolverDefinition<Options extends CommonOptions, Settings extends CommonOptions> {
  readonly name: string;
  /** Checks the options and fills in defaults. */
  settle(options: Partial<Options>): Settings;
  /** Offers successes to the incumbents. What it offers is scored and checked again afterwards. */
  search(problem: SearchProblem, incumbents: Incumbents, settings: Settings): Promise<void>;
}

const defaultChunk = 1024;
const smallChunk = 256;
const defaultMarginTolerance = 1e-4;

/** Lets timers and abort events run about this often, in milliseconds of native calls. */
const yieldInterval = 40;

/** Scores `x + δ` of every row, chunk by chunk. */
async function scoreRows(
  model: MarginModel,
  x: Float32Array,
  delta: Float32Array,
  rows: number,
): Promise<Float32Array> {
  const { chunk, width } = model;
  const out = new Float32Array(rows);
  const points = new Float32Array(chunk * width);
  for (let from = 0; from < rows; from += chunk) {
    const size = Math.min(chunk, rows - from);
    points.fill(0);
    for (let i = 0; i < size * width; i += 1) points[i] = x[from * width + i]! + delta[from * width + i]!;
    const margins = await model.margins(points);
    out.set(margins.subarray(0, size), from);
  }
  return out;
}

/**
 * Makes a solver from its search. What all solvers promise is enforced here, once: the problem is checked; actions are
 * written as float32; every success is scored again by a plain forward pass at `float32(x + δ)` and counts only if it
 * reaches its margin; a smaller margin takes over a cheaper action of a larger one; `assertFeasible` runs on everything
 * returned; abort, deadline and progress work alike.
 */
export function defineSolver<Options extends CommonOptions, Settings extends CommonOptions>(
  definition: SolverDefinition<Options, Settings>,
): RecourseSolver<Partial<Options>> {
  const { name } = definition;
  return {
    name,
    async solve(problem) {
      const rows = checkProblem(name, problem);
      const settings = definition.settle(problem.options ?? {});
      const { signal, actionSet, margins } = problem;
      signal?.throwIfAborted();
      const { leaves, structure } = tree.flatten(problem.parameters);
      const layout = actionLayout(actionSet, problem.cost);
      const chunk = settings.chunk ?? (rows < defaultChunk ? smallChunk : defaultChunk);
      const session = marginSession({
        logits: problem.logits,
        structure,
        target: problem.target,
        width: actionSet.width,
        chunk,
        executor: settings.executor,
      });
      const started = performance.now();
      let rested = started;
      let timedOut = false;
      let scored = 0;
      let phase = 'start';
      let share = 0;
      const report = () => problem.onProgress?.({ solver: name, phase, scored, share });
      const context: SearchProblem = {
        problem,
        leaves,
        x: problem.x.data as Float32Array,
        rows,
        layout,
        subproblem: createLinearSubproblem(layout, problem.x.data as Float32Array),
        model: session.bind(leaves),
        margins,
        marginTolerance: settings.marginTolerance ?? defaultMarginTolerance,
        async pause() {
          const now = performance.now();
          if (now - rested > yieldInterval) {
            await new Promise<void>((resolve) => setTimeout(resolve, 0));
            rested = performance.now();
            report();
          }
          signal?.throwIfAborted();
          if (settings.deadline !== undefined && now - started > settings.deadline) timedOut = true;
          else scored += chunk;
          return timedOut;
        },
        report(nextPhase, nextShare) {
          phase = nextPhase;
          share = nextShare;
          report();
        },
      };
      const incumbents = createIncumbents(context);
      if (rows > 0) await definition.search(context, incumbents, settings);
      signal?.throwIfAborted();
      const result = await settleResult(context, incumbents, timedOut);
      phase = 'done';
      share = 1;
      report();
      return result;
    },
  };
}

/** Writes, scores and checks the incumbents, from the largest margin down. */
async function settleResult(
  context: SearchProblem,
  incumbents: Incumbents,
  timedOut: boolean,
): Promise<RecourseResult> {
  const { layout, rows, x, margins, model, problem } = context;
  const { width, count } = layout;
  const byMargin: MarginResult[] = [];
  let above: MarginResult | undefined;
  for (let level = margins.length - 1; level >= 0; level -= 1) {
    const kappa = margins[level]!;
    const data = new Float32Array(rows * width);
    const valid = new Uint8Array(rows);
    for (let row = 0; row < rows; row += 1) {
      const slot = level * rows + row;
      if (incumbents.cost[slot] === Infinity) continue;
      valid[row] = 1;
      writeDelta(layout, x, row * width, incumbents.move, slot * count, data, row * width);
    }
    const delta = ndarray(data, [rows, width]);
    const margin = await scoreRows(model, x, data, rows);
    const cost = costOf(delta, problem.actionSet, problem.cost);
    for (let row = 0; row < rows; row += 1) {
      if (valid[row] === 1 && !attains(margin[row]!, kappa)) valid[row] = 0;
      if (above?.valid[row] === 1 && (valid[row] === 0 || above.cost[row]! < cost[row]!)) {
        data.set(above.delta.data.subarray(row * width, (row + 1) * width), row * width);
        valid[row] = 1;
        margin[row] = above.margin[row]!;
        cost[row] = above.cost[row]!;
      }
      if (valid[row] === 1) continue;
      data.fill(0, row * width, (row + 1) * width);
      margin[row] = NaN;
      cost[row] = NaN;
    }
    assertFeasible(problem.x, delta, problem.actionSet);
    above = {
      kappa,
      delta,
      cost,
      valid,
      margin,
      timedOut: valid.map((ok) => (timedOut && ok === 0 ? 1 : 0)),
    };
    byMargin.unshift(above);
  }
  return { margins: [...margins], byMargin, timedOut };
}
