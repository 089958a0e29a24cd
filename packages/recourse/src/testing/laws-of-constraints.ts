import { takeRows } from '@cfq/jit';
import { expectLaw, type Law } from '@cfq/parts';

import { actionSet as checked, type ActionSet } from '../actions/action-set.ts';
import { loosenToEncoding } from '../solvers/loosen-to-encoding.ts';
import { RecourseError } from '../recourse-error.ts';
import { keepsRelation } from '../solvers/keeps-relation.ts';
import type { RecourseProblem } from '../solvers/recourse-problem.ts';
import { denseMargin } from './dense-network.ts';
import { checkAgainstBest } from './check-against-best.ts';
import { checkActions } from './laws-of-answers.ts';
import { rowOf, type LawWorld } from './law-world.ts';
import {
  smallConsequences,
  smallConstraints,
  smallCouplings,
  smallEfforts,
  smallLimits,
  smallObtaining,
  smallPeople,
  smallPlausibility,
  smallRelations,
  withoutValues,
} from './small-people.ts';

/** What binds actions is kept: grids, caps, moves, absent values, weights, limits and efforts of single people, and relations. */
export function lawsOfConstraints({ solver, seed, parameters, solve, problem }: LawWorld): Law[] {
  const { name } = solver;

  /** Answers are feasible, none is cheaper than the best there is, and half of those who have one get one. */
  async function expectKept(given: RecourseProblem): Promise<void> {
    const { byMargin } = await solve(given);
    for (const found of byMargin) checkActions(name, given, parameters, found, found.kappa);
    const [least] = byMargin;
    checkAgainstBest(name, given, parameters, least!, least!.kappa);
  }

  /** What binds features to each other is kept, or refused by name before anything is searched. */
  function lawOfRelations(what: string, set: ActionSet): Law {
    const broken = set.relations!.find(({ kind }) => !keepsRelation(solver, kind));
    if (broken === undefined) {
      return {
        name: `${what} are kept`,
        check: () => expectKept(problem({ actionSet: set, margins: [0.2, 0.8] })),
      };
    }
    return refused(`${what} that it does not keep`, () => set, broken.kind);
  }

  function refused(what: string, set: () => ActionSet, kind: string): Law {
    return {
      name: `refuses ${what}, by name`,
      async check() {
        const error = await solve(problem({ actionSet: set() })).then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
        expectLaw(
          error instanceof RecourseError && error.message.includes(`'${kind}'`),
          () => `${name}: ${what} is refused with a RecourseError that names it (got ${String(error)}).`,
        );
      },
    };
  }

  /** Among approved people, or refused by name. */
  function lawOfPlausibility(): Law {
    const set = () => {
      const people = smallPeople(120, seed + 21);
      const approved = Array.from({ length: 120 }, (_, row) => row).filter(
        (row) => denseMargin(parameters, rowOf(people, row)) > 0,
      );
      return smallPlausibility(takeRows(people, approved));
    };
    if (solver.plausibility === 'kept') {
      return {
        name: 'actions lead to plausible points',
        check: () => {
          const x = smallPeople(12, seed + 1);
          return expectKept(problem({ x, actionSet: set(), margins: [0.2] }));
        },
      };
    }
    return refused('plausibility that it does not keep', set, 'plausibility');
  }

  /** Numbers and levels that people do not have are obtained where they may be, or that is refused by name. */
  function lawOfObtaining(): Law {
    if (!keepsRelation(solver, 'subset-limit')) {
      return refused('values obtained beside other changes', () => smallObtaining(), 'subset-limit');
    }
    return {
      name: 'numbers and levels are obtained by those who may',
      async check() {
        const x = withoutValues(smallPeople(12, seed + 2));
        const free = checked({ ...smallObtaining(3), relations: undefined });
        await expectKept(problem({ x, actionSet: free, margins: [0.2] }));
        // Where few changes are left beside what is obtained, few people may have a way.
        const bound = problem({
          x: takeRows(x, [0, 1, 2, 3, 4]),
          actionSet: smallObtaining(),
          margins: [0.2],
        });
        const [found] = (await solve(bound)).byMargin;
        checkActions(name, bound, parameters, found!, 0.2);
      },
    };
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
    {
      name: 'changes cost each person what they are to them',
      check: () => {
        const set = smallConstraints();
        const x = smallPeople(9, seed + 1);
        return expectKept(problem({ x, actionSet: set, margins: [0.2], efforts: smallEfforts(9, set) }));
      },
    },
    {
      name: 'in its published form it keeps to the encoding alone, and says so',
      async check() {
        const actionSet = { ...smallRelations(), sparsity: 0 };
        const given = problem({ actionSet, margins: [0.2] }, { asPublished: true });
        const { byMargin, asPublished } = await solve(given);
        const [found] = byMargin;
        checkActions(name, { ...given, actionSet: loosenToEncoding(actionSet) }, parameters, found!, 0.2);
        expectLaw(
          asPublished && found!.cost.some((cost) => cost > 0),
          () => `${name}: asked for its published form, it does not say so, or asks nobody for anything.`,
        );
        const plain = await solve(problem({ margins: [0.2] }));
        expectLaw(
          !plain.asPublished,
          () => `${name}: it says that it answers in its published form without being asked to.`,
        );
      },
    },
    lawOfPlausibility(),
    lawOfObtaining(),
    lawOfRelations('relations between two features', smallRelations()),
    lawOfRelations('couplings of numbers and limits of subsets', smallCouplings()),
    lawOfRelations('consequences of changes', smallConsequences()),
  ];
}
