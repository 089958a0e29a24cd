import { ndarray, type NDArray } from '@cfq/jit';
import { ConformanceError, expectLaw, type Law } from '@cfq/parts';

import { assertFeasible } from '../actions/assert-feasible.ts';
import { cost as costOf } from '../cost/cost.ts';
import { costNorms } from '../cost/cost-spec.ts';
import type { RecourseProblem } from '../solvers/recourse-problem.ts';
import type { RecourseActions } from '../solvers/recourse-result.ts';
import { bruteForceCost } from './brute-force-cost.ts';
import { checkAgainstBest } from './check-against-best.ts';
import { denseMargin, marginError, type DenseParameters } from './dense-network.ts';
import {
  approving,
  looksInside,
  loopsModel,
  networkModel,
  pointOf,
  rowOf,
  width,
  type LawWorld,
} from './law-world.ts';
import { smallActionSet, smallLevels } from './small-people.ts';

/** What is answered: feasible, as valid as it says, as cheap as can be expected and no cheaper than can be. */
export function lawsOfAnswers(world: LawWorld): Law[] {
  const { solver, parameters, solve, problem } = world;
  const { name } = solver;
  const asked: Law = {
    name: 'a model that is only asked is served as one that is compiled',
    async check() {
      const given = problem({ model: loopsModel(parameters, solver.needs), margins: [0.2] });
      const found = (await solve(given)).byMargin[0]!;
      checkActions(name, given, parameters, found, 0.2);
      const before = (await solve(problem({ margins: [0.2] }))).byMargin[0]!;
      const total = (flags: Uint8Array) => flags.reduce((sum, ok) => sum + ok, 0);
      expectLaw(
        2 * total(found.valid) >= total(before.valid),
        () => `${name}: ${total(found.valid)} people have an action where ${total(before.valid)} had one.`,
      );
    },
  };
  return [
    {
      name: 'actions are feasible, cost what they say, and reach their margin when scored anew',
      async check() {
        for (const norm of costNorms) {
          const given = problem({ cost: { norm, weights: { income: 1.5 } } });
          const { byMargin } = await solve(given);
          for (const found of byMargin) checkActions(name, given, parameters, found, found.kappa);
        }
      },
    },
    {
      name: 'whoever reaches a margin reaches every smaller one, at no more cost',
      async check() {
        const { byMargin } = await solve(problem());
        byMargin.slice(1).forEach((larger, level) => {
          const smaller = byMargin[level]!;
          larger.valid.forEach((ok, row) => {
            expectLaw(
              ok === 0 || (smaller.valid[row] === 1 && smaller.cost[row]! <= larger.cost[row]!),
              () =>
                `${name}: person ${row} reaches κ = ${larger.kappa} at ${larger.cost[row]}, but κ = ${smaller.kappa} ` +
                `at ${smaller.cost[row]}.`,
            );
          });
        });
      },
    },
    {
      name: 'nothing is asked of people who have the margin',
      async check() {
        const kind = approving(parameters);
        const model = looksInside(solver) ? networkModel(kind) : loopsModel(kind, solver.needs);
        for (const { valid, cost, kappa } of (await solve(problem({ model }))).byMargin) {
          valid.forEach((ok, row) => {
            expectLaw(
              ok === 1 && cost[row] === 0,
              () => `${name}: person ${row} has κ = ${kappa} and is asked for ${cost[row]}.`,
            );
          });
        }
      },
    },
    {
      name: 'nothing changes where nothing may',
      async check() {
        const { byMargin } = await solve(problem({ actionSet: smallActionSet(0) }));
        for (const { delta } of byMargin) {
          expectLaw(
            delta.data.every((value) => value === 0),
            () => `${name}: an action changes something at a sparsity of 0.`,
          );
        }
      },
    },
    {
      name: 'a margin out of reach is infeasible, not out of time',
      async check() {
        const { byMargin, timedOut } = await solve(problem({ margins: [1e4] }));
        const { valid, timedOut: late } = byMargin[0]!;
        expectLaw(
          !timedOut && valid.every((ok) => ok === 0) && late.every((row) => row === 0),
          () => `${name}: a margin of 10 000 logits is reached, or said to be unknown.`,
        );
      },
    },
    {
      name: 'who takes an action has its margin',
      async check() {
        const given = problem({ margins: [0.2] });
        const { delta, valid } = (await solve(given)).byMargin[0]!;
        const rows = given.x.shape[0]!;
        const moved = new Float32Array(rows * width);
        for (let row = 0; row < rows; row += 1) moved.set(pointOf(given.x, delta, row), row * width);
        const again = (await solve({ ...given, x: ndarray(moved, [rows, width]) })).byMargin[0]!;
        valid.forEach((ok, row) => {
          expectLaw(
            ok === 0 || again.cost[row] === 0,
            () => `${name}: person ${row} took the action and is asked for ${again.cost[row]} more.`,
          );
        });
      },
    },
    {
      name: 'no action is cheaper than the best of all, and most people who have one get one',
      async check() {
        const given = problem({ actionSet: smallLevels(), margins: [0.2] });
        const [found] = (await solve(given)).byMargin;
        checkAgainstBest(name, given, parameters, found!, 0.2);
      },
    },
    ...(looksInside(solver) ? [] : [asked]),
    ...(solver.proofs === 'given' ? [proven(world)] : []),
  ];
}

/** Bounds and outcomes agree with what trying every action shows, and with each other. */
function proven({ solver: { name }, parameters, problem, solve }: LawWorld): Law {
  return {
    name: 'what is proven of cost and infeasibility holds for every action there is',
    async check() {
      const given = problem({ actionSet: smallLevels(), margins: [0.2] });
      const { proof, valid, cost } = (await solve(given)).byMargin[0]!;
      expectLaw(proof !== undefined, () => `${name}: it proves, and its result holds no proof.`);
      proof.outcome.forEach((outcome, row) => {
        const bound = proof.lowerBound[row]!;
        const best = (kappa: number) =>
          bruteForceCost(
            (point) => denseMargin(parameters, point),
            rowOf(given.x, row),
            given.actionSet,
            kappa,
            1,
          );
        const hasAction = valid[row] === 1;
        expectLaw(
          bound <= best(0.2 + marginError) + 1e-5 && !(bound > cost[row]!),
          () => `${name}: person ${row} is said to pay at least ${bound}, and need not.`,
        );
        expectLaw(
          hasAction === (outcome === 'optimal' || outcome === 'gap') &&
            (outcome !== 'infeasible' || bound === Infinity),
          () => `${name}: person ${row} is said to be ${outcome}, with a bound of ${bound}.`,
        );
      });
    },
  };
}

/** Everything that one action a person promises. */
export function checkActions(
  name: string,
  given: RecourseProblem,
  parameters: DenseParameters,
  { delta, cost, valid, margin }: RecourseActions,
  kappa: number,
): void {
  try {
    assertFeasible(given.x, delta, given.actionSet, given.limits);
  } catch (error) {
    throw new ConformanceError(`${name}: ${(error as Error).message}`);
  }
  const costs = costOf(delta, given.actionSet, given.cost, given.efforts);
  const who = (row: number) => `${name}, ${given.cost.norm}, κ = ${kappa}, person ${row}`;
  valid.forEach((ok, row) => {
    if (ok === 0) {
      const still = rowOf(delta, row).every((value) => value === 0);
      expectLaw(
        still && Number.isNaN(cost[row]) && Number.isNaN(margin[row]),
        () =>
          `${who(row)}: without an action δ is 0 and cost and margin are NaN (got ${cost[row]}, ${margin[row]}).`,
      );
      return;
    }
    const scored = scoreAnew(given.x, delta, row, parameters);
    expectLaw(
      margin[row]! >= kappa && margin[row]! > 0 && Math.abs(scored - margin[row]!) < marginError,
      () => `${who(row)}: the margin is said to be ${margin[row]}, scored anew it is ${scored}.`,
    );
    expectLaw(cost[row] === costs[row], () => `${who(row)}: cost ${cost[row]} is said, it is ${costs[row]}.`);
  });
}

function scoreAnew(x: NDArray, delta: NDArray, row: number, parameters: DenseParameters): number {
  return denseMargin(parameters, pointOf(x, delta, row));
}
