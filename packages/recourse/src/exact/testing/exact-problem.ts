import { denseNetwork } from '@cfq/network';

import type { RecourseProblem } from '../../solvers/recourse-problem.ts';
import { problem, traced } from '../../solvers/testing/small-problem.ts';
import type { DenseParameters } from '../../testing/dense-network.ts';
import type { ExactOptions } from '../exact.ts';

/** A small problem whose model says what network it is. */
export function exactProblem(
  parameters: DenseParameters,
  change: Partial<RecourseProblem<ExactOptions>> = {},
): RecourseProblem<ExactOptions> {
  const network = denseNetwork(parameters.map(({ w, b }) => ({ weight: w, bias: b })));
  return problem(parameters, { model: { ...traced(parameters), network }, ...change });
}
