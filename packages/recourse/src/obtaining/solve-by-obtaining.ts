import { addScaled, ndarray, takeRows } from '@cfq/jit';

import { assertFeasible } from '../actions/assert-feasible.ts';
import { cost as costOf } from '../cost/cost.ts';
import { featureWeights } from '../cost/cost-spec.ts';
import { attains } from '../search/attains.ts';
import type { BoundModel } from '../model/bound-model.ts';
import { scoreRows } from '../solvers/assemble-result.ts';
import type { ProofOutcome } from '../solvers/proof.ts';
import type { CommonOptions, RecourseProblem } from '../solvers/recourse-problem.ts';
import type { MarginResult, RecourseActions, RecourseResult } from '../solvers/recourse-result.ts';
import { caseProblem, type CaseProblem } from './case-problem.ts';
import { changedFeatures } from './changed-features.ts';
import type { ObtainingCases } from './obtaining-cases.ts';

/** What is done with one problem in which nobody obtains a number or a level. */
export interface CaseSolver<Options> {
  /** Refuses what the solver cannot serve. */
  readonly check: (problem: RecourseProblem<Options>) => void;
  readonly solve: (problem: RecourseProblem<Options>) => Promise<RecourseResult>;
  /** The model, to score again what is written otherwise than it was scored. */
  readonly bind: (problem: RecourseProblem<Options>) => BoundModel;
}

/** What one person may do, as a solver found it. */
interface Candidate {
  readonly delta: Float32Array;
  readonly margin: number;
  readonly cost: number;
}

/** What was solved, with the place of each person in it. */
interface Solved<Options> extends CaseProblem<Options> {
  readonly result: RecourseResult;
  readonly placeOf: ReadonlyMap<number, number>;
}

/**
 * Solves a problem of people some of whom may obtain numbers or levels that they do not have: once as if nobody did, and
 * once for each combination of features, from the most usual values on, which are counted as changed once. Each person
 * gets the cheapest of all. Every problem is checked before the first is solved.
 *
 * @param posed - As it was asked for and checked; `efforts` are in its cost already.
 * @returns Actions of the problem as it was posed: they clear the code, set the indicator and give the value.
 */
export async function solveByObtaining<Options extends CommonOptions>(
  posed: RecourseProblem<Options>,
  { cases, untried }: ObtainingCases,
  solver: CaseSolver<Options>,
): Promise<RecourseResult> {
  const { x, onProgress, options } = posed;
  const rows = x.shape[0]!;
  const everybody = caseProblem(posed, {
    features: [],
    people: Array.from({ length: rows }, (_, row) => ({ row, offers: [] })),
  });
  const problems = [everybody, ...cases.map((one) => caseProblem(posed, one))];
  for (const { problem } of problems) solver.check(problem);
  const started = performance.now();
  const solved: Solved<Options>[] = [];
  const total = problems.reduce((sum, one) => sum + one.rows.length, 0);
  let [done, scored] = [0, 0];
  for (const one of problems) {
    const before = { done, scored };
    const left = options?.deadline && Math.max(0, options.deadline - (performance.now() - started));
    const result = await solver.solve({
      ...one.problem,
      ...(left !== undefined && { options: { ...options!, deadline: left } }),
      ...(onProgress && {
        onProgress(progress) {
          scored = before.scored + progress.scored;
          const share = (before.done + progress.share * one.rows.length) / Math.max(1, total);
          onProgress({ ...progress, scored, share });
        },
      }),
    });
    done += one.rows.length;
    solved.push({ ...one, result, placeOf: new Map(one.rows.map((row, place) => [row, place])) });
  }
  const bound = solver.bind(posed);
  const byMargin: MarginResult[] = [];
  for (const level of posed.margins.keys()) {
    byMargin.push(await mergedAt(level, posed, solved, { untried, bound }));
  }
  const [{ result: first }] = solved as [Solved<Options>];
  return { ...first, byMargin, timedOut: solved.some(({ result }) => result.timedOut) };
}

interface Merging {
  readonly untried: Int32Array;
  readonly bound: BoundModel;
}

/** The answers of all cases to one margin. */
async function mergedAt<Options>(
  level: number,
  posed: RecourseProblem<Options>,
  solved: readonly Solved<Options>[],
  { untried, bound }: Merging,
): Promise<MarginResult> {
  const { x, actionSet, margins, count = 1, limits, cost } = posed;
  const rows = x.shape[0]!;
  const kappa = margins[level]!;
  const found = Array.from({ length: rows }, (): Candidate[] => []);
  for (const one of solved) {
    const answer = one.result.byMargin[level]!;
    for (const actions of [answer, ...answer.alternatives]) {
      for (const [row, candidate] of await candidatesOf(one, actions, posed, { kappa, bound })) {
        found[row]!.push(candidate);
      }
    }
  }
  const ranked = found.map((candidates) => distinct(candidates, posed));
  const ranks = Array.from({ length: count }, (_, rank) =>
    actionsOf(
      ranked.map((candidates) => candidates[rank]),
      actionSet.width,
    ),
  );
  for (const { delta } of ranks) assertFeasible(x, delta, actionSet, limits);
  const [cheapest, ...alternatives] = ranks as [RecourseActions, ...RecourseActions[]];
  const fees = featureWeights(actionSet, cost)
    .filter((_, f) => actionSet.features[f]!.obtainable?.known !== undefined)
    .sort();
  const untriedBound = (row: number) =>
    untried[row] === 0 ? Infinity : fees.subarray(0, untried[row]).reduce((sum, fee) => sum + fee, 0);
  const ofPerson = (row: number) =>
    solved.flatMap((one) => {
      const place = one.placeOf.get(row);
      return place === undefined ? [] : [{ one, place, answer: one.result.byMargin[level]! }];
    });
  const isCheaper = (bounded: number, row: number) =>
    cheapest.valid[row] === 0 ? bounded < Infinity : bounded < cheapest.cost[row]!;
  const people = Array.from({ length: rows }, (_, row) => row);
  const proofs = people.map((row) => {
    let lowerBound = untriedBound(row);
    let settled = !isCheaper(lowerBound, row);
    for (const { one, place, answer } of ofPerson(row)) {
      if (answer.proof === undefined) return undefined;
      const least = answer.proof.lowerBound[place]! + one.fees[place]!;
      const isKnown = answer.proof.outcome[place] === 'optimal' && one.exact[place] === 1;
      if (!isKnown && isCheaper(least, row)) settled = false;
      lowerBound = Math.min(lowerBound, least);
    }
    return { lowerBound, settled };
  });
  const outcomeOf = (row: number): ProofOutcome => {
    const { lowerBound, settled } = proofs[row]!;
    if (cheapest.valid[row] === 0) return lowerBound === Infinity ? 'infeasible' : 'timed out';
    return settled ? 'optimal' : 'gap';
  };
  return {
    kappa,
    ...cheapest,
    timedOut: Uint8Array.from(people, (row) =>
      Number(
        cheapest.valid[row] === 0 && ofPerson(row).some(({ answer, place }) => answer.timedOut[place] === 1),
      ),
    ),
    cutShort: Uint8Array.from(people, (row) =>
      Number(
        isCheaper(untriedBound(row), row) ||
          ofPerson(row).some(({ answer, place }) => answer.cutShort[place] === 1),
      ),
    ),
    alternatives,
    ...(rows > 0 &&
      proofs.every((proof) => proof !== undefined) && {
        proof: {
          outcome: people.map(outcomeOf),
          lowerBound: Float64Array.from(people, (row) =>
            cheapest.valid[row] === 0
              ? proofs[row]!.lowerBound
              : Math.min(proofs[row]!.lowerBound, cheapest.cost[row]!),
          ),
        },
      }),
  };
}

/** The valid actions of a case as they are in the problem as it was posed, by its rows. */
async function candidatesOf<Options>(
  { rows, problem, wholeDelta }: CaseProblem<Options>,
  { delta, valid, margin }: RecourseActions,
  posed: RecourseProblem<Options>,
  { kappa, bound }: { readonly kappa: number; readonly bound: BoundModel },
): Promise<[row: number, candidate: Candidate][]> {
  const { width } = posed.actionSet;
  const places = [...valid.keys()].filter((place) => valid[place] === 1);
  const shape = [places.length, width];
  const whole = ndarray(new Float32Array(places.length * width), shape);
  places.forEach((place, i) => {
    whole.data.set(wholeDelta(delta, place), i * width);
  });
  const own = takeRows(
    posed.x,
    places.map((place) => rows[place]!),
  );
  const points = addScaled(own, whole);
  const scored = addScaled(takeRows(problem.x, places), takeRows(delta, places));
  const reached = places.map((place) => margin[place]!);
  const isOther = (i: number) =>
    points.data
      .subarray(i * width, (i + 1) * width)
      .some((value, column) => value !== scored.data[i * width + column]);
  const others = [...places.keys()].filter(isOther);
  const again = await scoreRows(bound, takeRows(points, others));
  others.forEach((i, at) => {
    reached[i] = again[at]!;
  });
  const costs = costOf(whole, posed.actionSet, posed.cost);
  return places.flatMap((place, i): [number, Candidate][] => {
    if (!attains(reached[i]!, kappa)) return [];
    const data = whole.data.slice(i * width, (i + 1) * width) as Float32Array;
    return [[rows[place]!, { delta: data, margin: reached[i]!, cost: costs[i]! }]];
  });
}

/** The cheapest candidates, as many as are wanted; of those that are one answer the cheapest. */
function distinct<Options>(
  candidates: readonly Candidate[],
  { count = 1, distinctBy, actionSet }: RecourseProblem<Options>,
): Candidate[] {
  const sorted = [...candidates].sort((one, other) => one.cost - other.cost);
  if (distinctBy !== 'features') return sorted.slice(0, count);
  const seen = new Set<string>();
  return sorted
    .filter(({ delta }) => seen.size < seen.add(changedFeatures(actionSet, delta).join(' ')).size)
    .slice(0, count);
}

/** One action a person as flat arrays. */
function actionsOf(candidates: readonly (Candidate | undefined)[], width: number): RecourseActions {
  const rows = candidates.length;
  const data = new Float32Array(rows * width);
  candidates.forEach((candidate, row) => {
    if (candidate !== undefined) data.set(candidate.delta, row * width);
  });
  return {
    delta: ndarray(data, [rows, width]),
    cost: Float32Array.from(candidates, (candidate) => candidate?.cost ?? NaN),
    valid: Uint8Array.from(candidates, (candidate) => Number(candidate !== undefined)),
    margin: Float32Array.from(candidates, (candidate) => candidate?.margin ?? NaN),
  };
}
