import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ndarray, takeRows } from '@cfq/jit';

import { functionMarginModel } from '../../model/function-margin-model.ts';
import { withFiniteDifferences } from '../../model/with-finite-differences.ts';
import type { RecourseProblem } from '../../solvers/recourse-problem.ts';
import { slp } from '../../solvers/slp.ts';
import { blackBox } from '../../solvers/black-box.ts';
import { linear } from '../../solvers/linear.ts';
import { plausible } from '../../testing/plausible.ts';
import { smallPeople } from '../../testing/small-people.ts';
import { actionSet } from '../action-set.ts';
import { assertFeasible } from '../assert-feasible.ts';
import { plausibilityScore } from './plausibility-score.ts';

const people = smallPeople(60, 4);
const crowd = takeRows(
  people,
  Array.from({ length: 40 }, (_, row) => row),
);
const others = takeRows(
  people,
  Array.from({ length: 20 }, (_, row) => row + 40),
);
const kinds = ['distance', 'local-outlier-factor'] as const;

describe('plausibilityScore', () => {
  it('tells apart what sorting all distances does', () => {
    fc.assert(
      fc.property(
        fc.nat(19),
        fc.integer({ min: 1, max: 8 }),
        fc.double({ min: 0.3, max: 3, noNaN: true }),
        (row, neighbours, limit) => {
          for (const kind of kinds) {
            const plausibility = { kind, neighbours, limit, rows: crowd };
            const score = plausibilityScore(plausibility, others.data, row * 12);
            if (Math.abs(score - limit) < 1e-4) continue;
            const point = Array.from(others.data.subarray(row * 12, (row + 1) * 12));
            expect(score <= limit).toBe(plausible(plausibility, point));
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** Approved: two groups, at incomes about 3 with savings about 1, and at incomes about 2 with savings about 3. */
const approved = ndarray([3, 1, 3.1, 1, 2.9, 1.1, 3, 0.9, 2, 3, 2.1, 3, 1.9, 3.1, 2, 2.9], [8, 2]);
const near = { kind: 'distance', neighbours: 2, limit: 0.3, rows: approved } as const;
const features = [
  { name: 'income', kind: 'numeric', lower: 0, upper: 9 },
  { name: 'savings', kind: 'numeric', lower: 0, upper: 9 },
] as const;
const set = actionSet({ features, plausibility: near });
const model = withFiniteDifferences(
  functionMarginModel(({ data, shape }) =>
    Array.from({ length: shape[0]! }, (_, i) => data[2 * i]! + data[2 * i + 1]! - 3.5),
  ),
  set,
);
const problem: RecourseProblem<object> = {
  ...{ model, x: ndarray([1, 1, 1.8, 1.5], [2, 2]), actionSet: set, cost: { norm: 'l1' } },
  ...{ margins: [0, 0.4], seed: 0 },
};

describe('plausible actions', () => {
  it.each([slp, blackBox])(
    'end near approved people, at the least cost there is there: $name',
    async (solver) => {
      const { byMargin } = await solver.solve(problem);
      const free = await solver.solve({ ...problem, actionSet: actionSet({ features }) });
      byMargin.forEach(({ delta, cost, valid, kappa }, level) => {
        expect([...valid]).toEqual([1, 1]);
        [0, 1].forEach((row) => {
          const [from, to] = [
            problem.x.data.subarray(2 * row, 2 * row + 2),
            delta.data.subarray(2 * row, 2 * row + 2),
          ];
          const end = [from[0]! + to[0]!, from[1]! + to[1]!];
          expect(plausible(near, end)).toBe(true);
          // The least cost by a fine mesh.
          let best = Infinity;
          for (let a = 0; a <= 4; a += 0.02) {
            for (let b = 0; b <= 4; b += 0.02) {
              if (a + b - 3.5 < Math.max(kappa, 1e-6) || !plausible(near, [a, b])) continue;
              best = Math.min(best, Math.abs(a - from[0]!) + Math.abs(b - from[1]!));
            }
          }
          expect(cost[row]).toBeGreaterThan(best - 0.05);
          expect(cost[row]).toBeLessThan(1.25 * best + 0.05);
          expect(cost[row]).toBeGreaterThanOrEqual(free.byMargin[level]!.cost[row]!);
        });
      });
    },
  );

  it('are refused by name where a solver cannot keep to them', async () => {
    await expect(linear.solve(problem)).rejects.toThrow(
      /^linear.solve: the solver keeps to plausible points .*'plausibility' by distance/,
    );
  });

  it('are what assertFeasible asks for; staying is always permitted', () => {
    const delta = (a: number, b: number) => ndarray([a, b, 0, 0], [2, 2]);
    assertFeasible(problem.x, delta(2, 0), set);
    assertFeasible(problem.x, delta(0, 0), set);
    expect(() => assertFeasible(problem.x, delta(4, 0), set)).toThrow(
      /instance 0 breaks the rule 'plausibility' .*expected a distance of at most 0.3/,
    );
  });

  it.each<[string, object, RegExp]>([
    ['an unknown kind', { kind: 'density' }, /plausibility of the action set/],
    ['no neighbour', { neighbours: 0 }, /plausibility of the action set/],
    ['a limit of 0', { limit: 0 }, /plausibility of the action set/],
    ['rows of other width', { rows: people }, /the rows of plausibility .*\[m, 2\], got \[60, 12\]/],
    ['as few rows as neighbours', { neighbours: 8 }, /more than its 8 neighbours, got 8/],
    ['rows that are not finite', { rows: ndarray([0, 0, 0, 0, 0, NaN], [3, 2]) }, /NaN in row 2, column 1/],
  ])('refuses %s', (_, change, message) => {
    expect(() => actionSet({ features, plausibility: { ...near, ...change } })).toThrow(message);
  });
});
