import { takeRows } from '@cfq/jit';

import { projectReference } from '../actions/project-reference.ts';
import { featureWeights } from '../cost/cost-spec.ts';
import { rowDistance } from '../methods/neighbours/row-distance.ts';
import type { RecourseProblem } from '../solvers/recourse-problem.ts';
import type { Incumbents } from './incumbents.ts';
import { readMove } from './read-move.ts';
import type { SearchContext } from './search-context.ts';
import { tryMoves } from './try-moves.ts';

/** Approved rows that each person is led to, the cheapest to become first. */
const mostRows = 24;

/** How much of the way to one of them numbers go. */
const shares = [1, 0.8, 0.6, 0.4, 0.2];

/**
 * Where actions have to end among people who are approved, people try to become one of them first: the nearest rows by cost,
 * as far as the action set lets them, and numbers also a part of the way. What is plausible and reaches a margin is offered, and
 * whatever searches afterwards starts from it.
 */
export async function startAmongApproved(
  context: SearchContext & { readonly problem: RecourseProblem },
  incumbents: Incumbents,
): Promise<void> {
  const { layout, x, rows, problem } = context;
  const { plausibility, width, count, categorical, ordinal } = layout;
  if (plausibility === undefined || layout.sparsity === 0) return;
  const { data } = plausibility.rows;
  const distance = rowDistance(problem.actionSet, featureWeights(problem.actionSet, problem.cost));
  const places = Array.from({ length: data.length / width }, (_, place) => place);
  const move = new Float64Array(count);
  for (let row = 0; row < rows; row += 1) {
    const far = places.map((place) => distance(x, row * width, data, place * width));
    const nearest = [...places].sort((a, b) => far[a]! - far[b]! || a - b).slice(0, mostRows);
    const whose = nearest.map(() => row);
    const { limits, actionSet } = problem;
    const points = projectReference(
      takeRows(problem.x, whose),
      takeRows(plausibility.rows, nearest),
      actionSet,
      limits && { lower: takeRows(limits.lower, whose), upper: takeRows(limits.upper, whose) },
    );
    const moves = new Float64Array(nearest.length * shares.length * count);
    nearest.forEach((_, i) => {
      readMove(layout, x, row * width, points.data as Float32Array, i * width, move);
      shares.forEach((share, turn) => {
        const part = move.map((change, f) =>
          categorical[f] === 1 || ordinal[f] === 1 ? change : share * change,
        );
        moves.set(part, (i * shares.length + turn) * count);
      });
    });
    const people = new Int32Array(nearest.length * shares.length).fill(row);
    if ((await tryMoves(context, incumbents, people, moves)) === null) return;
  }
}
