import { createEncoder, type ReadableRow } from '@cfq/datasets';
import { addScaled, ndarray, takeRows, type CompileScope, type NDArray } from '@cfq/jit';
import {
  cost,
  type AdviceLimits,
  type CostNorm,
  type RecourseActions,
  type RecourseSolver,
} from '@cfq/recourse';
import type { AdvisedModel } from './advice.ts';
import { lockedLimits, type Ask } from './locked-limits.ts';
import { rawActionsOf, type RawAction } from './raw-action.ts';
import { searchedModel } from './search.ts';

/** People, what they may do, and what searches. */
export interface Search {
  readonly model: AdvisedModel;
  /** `[n]` raw values of all people. */
  readonly own: readonly ReadableRow[];
  /** `[n, d]` the same, encoded. */
  readonly x: NDArray;
  readonly rules: AdviceLimits;
  readonly norm: CostNorm;
  readonly solver: RecourseSolver;
  readonly solverOptions: unknown;
  readonly seed: number;
  readonly scope: CompileScope;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds left; Infinity without a deadline. */
  readonly left: () => number;
}

/** An action that the file itself was asked about, in values that exist. */
export interface ScoredAction extends RawAction {
  /** Which of the asks it answers. */
  readonly ask: number;
  readonly cost: number;
  /** What the file gives. */
  readonly margin: number;
}

/** What a solver found for some asks. */
export interface Answers {
  readonly actions: readonly ScoredAction[];
  /** By ask: 1 where the deadline came before anything was found. */
  readonly timedOut: Uint8Array;
}

/**
 * Asks the solver, writes what it found in raw values, and asks the file about them as they would come from a form.
 *
 * @param kappa The margin that the solver is to reach; what the file gives is for the caller to judge.
 * @param count Answers for each ask.
 */
export async function askSolver(
  asks: readonly Ask[],
  { kappa, count }: { readonly kappa: number; readonly count: number },
  search: Search,
): Promise<Answers> {
  const { model, own, rules, norm, solver, solverOptions, seed, scope, signal, left } = search;
  const deadline = left();
  if (deadline <= 0) return { actions: [], timedOut: new Uint8Array(asks.length).fill(1) };
  const people = Int32Array.from(asks, ({ person }) => person);
  const x = takeRows(search.x, people);
  const efforts = rules.efforts && takeRows(rules.efforts, people);
  const limits = lockedLimits(asks, search.x, rules);
  const { byMargin } = await solver.solve({
    model: searchedModel(model, solver, signal),
    x,
    actionSet: rules.actionSet,
    ...(limits !== undefined && { limits }),
    cost: { norm },
    ...(efforts && { efforts }),
    margins: [kappa],
    seed,
    ...(solver.answers === 'several' && { count }),
    options: { ...(solverOptions as object), ...(deadline < Infinity && { deadline }) },
    scope,
    signal,
  });
  const [result] = byMargin;
  const actions: ScoredAction[] = [];
  for (const answer of [result!, ...result!.alternatives]) {
    actions.push(
      ...(await scored(answer, { x, own: asks.map(({ person }) => own[person]!), efforts }, search)),
    );
  }
  return { actions, timedOut: result!.timedOut };
}

/** Those who ask: where they stand, encoded and raw, and how hard changes are for them. */
interface Asking {
  readonly x: NDArray;
  readonly own: readonly ReadableRow[];
  readonly efforts: NDArray | undefined;
}

/** The valid ones of some actions, asked of the file in raw values. */
async function scored(
  { delta, valid }: RecourseActions,
  { x, own, efforts }: Asking,
  { model, rules: { actionSet }, norm, scope, signal }: Search,
): Promise<ScoredAction[]> {
  const { featureSpace } = model;
  const asks = [...valid.keys()].filter((ask) => valid[ask] === 1);
  if (asks.length === 0) return [];
  const rows = Int32Array.from(asks);
  const from = takeRows(x, rows);
  const raw = rawActionsOf(
    featureSpace,
    actionSet,
    asks.map((ask) => own[ask]!),
    {
      x: from,
      delta: takeRows(delta, rows),
    },
  );
  const { data, shape } = createEncoder(featureSpace).encodeRows(raw.map(({ values }) => values));
  const to = ndarray(data, [...shape]);
  const margins = await model.margins(to, { scope, signal });
  const costs = cost(addScaled(to, from, -1), actionSet, { norm }, efforts && takeRows(efforts, rows));
  return raw.map((action, place) => ({
    ...action,
    ask: asks[place]!,
    cost: costs[place]!,
    margin: margins[place]!,
  }));
}
