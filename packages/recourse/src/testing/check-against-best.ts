import { expectLaw } from '@cfq/parts';

import type { ActionSet } from '../actions/action-set.ts';
import type { RecourseProblem } from '../solvers/recourse-problem.ts';
import type { RecourseActions } from '../solvers/recourse-result.ts';
import { bruteForceCost } from './brute-force-cost.ts';
import { denseMargin, marginError, type DenseParameters } from './dense-network.ts';
import { rowOf } from './law-world.ts';

/** No answer is cheaper than the best there is and, but under limits of single people, half of those who have one get one. */
export function checkAgainstBest(
  name: string,
  { x, actionSet, limits, efforts }: RecourseProblem,
  parameters: DenseParameters,
  { cost, valid }: RecourseActions,
  kappa: number,
): void {
  let possible = 0;
  let found = 0;
  valid.forEach((ok, row) => {
    const margin = (point: ArrayLike<number>) => denseMargin(parameters, point);
    const own = efforts === undefined ? actionSet : withWeights(actionSet, efforts.data, row);
    const best = bruteForceCost(margin, rowOf(x, row), own, kappa - marginError, 1);
    if (best < Infinity) possible += 1;
    if (ok === 0) return;
    found += 1;
    expectLaw(
      cost[row]! >= best - 1e-5,
      () => `${name}: person ${row} is asked for ${cost[row]}, less than the least there is, ${best}.`,
    );
  });
  if (limits !== undefined) return;
  expectLaw(
    2 * found >= possible,
    () => `${name}: ${found} of the ${possible} people who have an action get one, fewer than half.`,
  );
}

/** An action set with the effort weights of one person in its own. */
function withWeights(actionSet: ActionSet, efforts: ArrayLike<number>, row: number): ActionSet {
  const { features, weights = {} } = actionSet;
  const own = features.map(({ name }, f) => {
    return [name, (weights[name] ?? 1) * efforts[row * features.length + f]!] as const;
  });
  return { ...actionSet, weights: Object.fromEntries(own) };
}
