import { addScaled, chunksOf, ndarray, takeRows, type NDArray } from '@cfq/jit';

import { assertFeasible } from '../actions/assert-feasible.ts';
import { cost as costOf } from '../cost/cost.ts';
import type { BoundModel } from '../model/bound-model.ts';
import { writeDelta } from '../search/apply-move.ts';
import { attains } from '../search/attains.ts';
import { sameAnswer, type Incumbents } from '../search/incumbents.ts';
import { readMove } from '../search/read-move.ts';
import { proofOf } from './proof.ts';
import type { MarginResult, RecourseActions, RecourseResult } from './recourse-result.ts';
import type { SearchProblem } from './solver-definition.ts';

/**
 * Writes, scores and checks what a search found, from the largest margin down: the cheapest action of each person, and as
 * many of other structures as were asked for.
 *
 * @param isProven - Whether the search proved something, which is then in the result.
 */
export async function assembleResult(
  context: SearchProblem,
  incumbents: Incumbents,
  timedOut: boolean,
  isProven = false,
): Promise<Omit<RecourseResult, 'asPublished'>> {
  const { margins, problem, answers } = context;
  const byMargin: MarginResult[] = [];
  for (let level = margins.length - 1; level >= 0; level -= 1) {
    const candidates: RecourseActions[] = [];
    for (let rank = 0; rank < answers; rank += 1) {
      candidates.push(await scoreRank(context, incumbents, level, rank));
    }
    // A larger margin's action reaches this one too.
    const above = byMargin[0];
    if (above !== undefined) candidates.push(above);
    const [cheapest, ...alternatives] = rankActions(context, candidates, answers);
    for (const { delta } of [cheapest!, ...alternatives]) {
      assertFeasible(problem.x, delta, problem.actionSet, problem.limits);
    }
    byMargin.unshift({
      kappa: margins[level]!,
      ...cheapest!,
      timedOut: cheapest!.valid.map((ok) => (timedOut && ok === 0 ? 1 : 0)),
      cutShort: context.subproblem.cutShort.slice(),
      alternatives,
      ...(isProven && { proof: proofOf(context.proofs, cheapest!.cost, level * context.rows) }),
    });
  }
  return { margins: [...margins], byMargin, timedOut };
}

/** One success a person as an action, scored by a plain forward pass; valid where it reaches the margin. */
async function scoreRank(
  { layout, rows, x, margins, model, problem }: SearchProblem,
  incumbents: Incumbents,
  level: number,
  rank: number,
): Promise<RecourseActions> {
  const { width, count } = layout;
  const data = new Float32Array(rows * width);
  const valid = new Uint8Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const slot = level * rows + row;
    const runnerUp = rank === 0 ? undefined : incumbents.runnersUp(slot)[rank - 1];
    if (rank === 0 ? incumbents.cost[slot] === Infinity : runnerUp === undefined) continue;
    valid[row] = 1;
    const move = runnerUp?.move ?? incumbents.move;
    writeDelta(layout, x, row * width, move, rank === 0 ? slot * count : 0, data, row * width);
  }
  const delta = ndarray(data, [rows, width]);
  const margin = new Float32Array(rows).fill(NaN);
  const found = Int32Array.from(valid.keys()).filter((row) => valid[row] === 1);
  const scores = await scoreRows(model, addScaled(takeRows(problem.x, found), takeRows(delta, found)));
  found.forEach((row, i) => {
    margin[row] = scores[i]!;
    if (!attains(scores[i]!, margins[level]!)) valid[row] = 0;
  });
  return { delta, cost: costOf(delta, problem.actionSet, problem.cost), valid, margin };
}

/** Scores points, chunk by chunk. */
export async function scoreRows(model: BoundModel, points: NDArray): Promise<Float32Array> {
  const out = new Float32Array(points.shape[0]!);
  for (const { rows, start, count } of chunksOf(points, { size: model.chunk })) {
    const margins = await model.margins(rows.data as Float32Array, count);
    out.set(margins.subarray(0, count), start);
  }
  return out;
}

/** The `answers` cheapest valid candidates of each person, of different structures; earlier ones win ties. */
function rankActions(
  { rows, layout, x, problem }: SearchProblem,
  candidates: readonly RecourseActions[],
  answers: number,
): RecourseActions[] {
  const { width, count } = layout;
  const isSame = sameAnswer(problem.distinctBy);
  const ranked = Array.from({ length: answers }, () => withoutActions(rows, width));
  const moveOf = ({ delta }: RecourseActions, row: number): Float64Array => {
    const move = new Float64Array(count);
    const point = addScaled(takeRows(problem.x, [row]), takeRows(delta, [row])).data as Float32Array;
    readMove(layout, x, row * width, point, 0, move);
    return move;
  };
  const copy = (candidate: RecourseActions, row: number, into: RecourseActions): void => {
    into.delta.data.set(candidate.delta.data.subarray(row * width, (row + 1) * width), row * width);
    into.cost[row] = candidate.cost[row]!;
    into.margin[row] = candidate.margin[row]!;
    into.valid[row] = 1;
  };
  for (let row = 0; row < rows; row += 1) {
    if (answers === 1) {
      const cheapest = cheapestOf(candidates, row);
      if (cheapest !== undefined) copy(cheapest, row, ranked[0]!);
      continue;
    }
    const chosen: RecourseActions[] = [];
    const isNew = (candidate: RecourseActions) =>
      chosen.every((other) => !isSame(layout, moveOf(other, row), 0, moveOf(candidate, row), 0));
    const valid = candidates.filter((candidate) => candidate.valid[row] === 1);
    for (const candidate of valid.sort((a, b) => a.cost[row]! - b.cost[row]!)) {
      if (chosen.length === answers) break;
      if (!isNew(candidate)) continue;
      copy(candidate, row, ranked[chosen.length]!);
      chosen.push(candidate);
    }
  }
  return ranked;
}

/** The cheapest valid candidate of a person, the earliest of equal ones. */
function cheapestOf(candidates: readonly RecourseActions[], row: number): RecourseActions | undefined {
  let cheapest: RecourseActions | undefined;
  for (const candidate of candidates) {
    if (candidate.valid[row] !== 1) continue;
    if (cheapest === undefined || candidate.cost[row]! < cheapest.cost[row]!) cheapest = candidate;
  }
  return cheapest;
}

function withoutActions(rows: number, width: number): RecourseActions {
  return {
    delta: ndarray(new Float32Array(rows * width), [rows, width]),
    cost: new Float32Array(rows).fill(NaN),
    valid: new Uint8Array(rows),
    margin: new Float32Array(rows).fill(NaN),
  };
}
