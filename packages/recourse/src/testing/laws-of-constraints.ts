import { expectLaw, type Law } from '@cfq/parts';

import { RecourseError } from '../recourse-error.ts';
import type { RecourseProblem } from '../solvers/recourse-problem.ts';
import { bruteForceCost } from './brute-force-cost.ts';
import { denseMargin } from './dense-network.ts';
import { checkActions } from './laws-of-answers.ts';
import { rowOf, type LawWorld } from './law-world.ts';
import { smallConstraints, smallLimits, smallRelations } from './small-people.ts';

/** How far float32 and double precision may lie apart on a margin of the small models. */
const marginError = 1e-3;

/** What binds actions is kept: grids, caps, moves, absent values, weights, limits of single people and relations. */
export function lawsOfConstraints({ solver, parameters, solve, problem }: LawWorld): Law[] {
  const { name } = solver;
  const margin = (point: ArrayLike<number>) => denseMargin(parameters, point);

  /** Answers are feasible, none is cheaper than the best there is, and half of those who have one get one. */
  async function expectKept(given: RecourseProblem): Promise<void> {
    const { byMargin } = await solve(given);
    for (const found of byMargin) checkActions(name, given, parameters, found, found.kappa);
    const { cost, valid, kappa } = byMargin[0]!;
    let possible = 0;
    let found = 0;
    valid.forEach((ok, row) => {
      const best = bruteForceCost(margin, rowOf(given.x, row), given.actionSet, kappa - marginError, 1);
      if (best < Infinity) possible += 1;
      if (ok === 0) return;
      found += 1;
      expectLaw(
        cost[row]! >= best - 1e-5,
        () => `${name}: person ${row} is asked for ${cost[row]}, less than the least there is, ${best}.`,
      );
    });
    if (given.limits !== undefined) return;
    expectLaw(
      2 * found >= possible,
      () => `${name}: ${found} of the ${possible} people who have an action get one, fewer than half.`,
    );
  }

  return [
    {
      name: 'grids, caps, moves, absent values and weights are kept',
      check: () => expectKept(problem({ actionSet: smallConstraints(), margins: [0.2, 0.8] })),
    },
    {
      name: 'limits of single people are kept',
      check: () => {
        const given = problem({ actionSet: smallConstraints(), margins: [0.2] });
        return expectKept({ ...given, limits: smallLimits(given.x) });
      },
    },
    solver.relations === 'kept'
      ? {
          name: 'relations between features are kept',
          check: () => expectKept(problem({ actionSet: smallRelations(), margins: [0.2, 0.8] })),
        }
      : {
          name: 'refuses relations that it does not keep, by name',
          async check() {
            const error = await solve(problem({ actionSet: smallRelations() })).then(
              () => undefined,
              (thrown: unknown) => thrown,
            );
            expectLaw(
              error instanceof RecourseError && /rises-only-with/.test(error.message),
              () =>
                `${name}: relations are refused with a RecourseError that names one (got ${String(error)}).`,
            );
          },
        },
  ];
}
