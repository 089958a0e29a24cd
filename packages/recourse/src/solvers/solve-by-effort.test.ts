import { describe, expect, it } from 'vitest';

import { ndarray, takeRows } from '@cfq/jit';

import { cost } from '../cost/cost.ts';
import { effortWeights } from '../cost/effort-weights.ts';
import { exact } from '../exact/exact.ts';
import { denseParameters } from '../testing/dense-network.ts';
import { networkModel } from '../testing/law-world.ts';
import { smallActionSet, smallEfforts, smallLimits, smallPeople } from '../testing/small-people.ts';
import type { RecourseProblem } from './recourse-problem.ts';
import { blackBox } from './black-box.ts';
import { slp } from './slp.ts';

const set = smallActionSet(2);
const x = smallPeople(12, 1);
const efforts = smallEfforts(12, set);
const problem = {
  model: networkModel(denseParameters([12, 16, 8, 2], 5)),
  ...{ x, actionSet: set, cost: { norm: 'mixed' }, margins: [0, 0.4], seed: 3 },
  limits: smallLimits(x),
} satisfies RecourseProblem;

describe('effortWeights', () => {
  it('places weights by name, and counts what is not named once', () => {
    const { data, shape } = effortWeights([{}, { school: 2, job: 0.5 }], set);
    expect(shape).toEqual([2, 6]);
    expect([...data]).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 0.5, 1]);
  });

  it.each([
    [{ schol: 2 }, /efforts are by feature of person 1 .*got schol\). Did you mean 'school'/],
    [{ school: 0 }, /the effort for 'school' of person 1 .*> 0, got 0/],
    [{ job: Infinity }, /the effort for 'job'/],
    [{ job: 1e-50 }, /the effort for 'job'/],
  ])('refuses %o', (effort, message) => {
    expect(() => effortWeights([{}, effort], set)).toThrow(message);
  });

  it('multiply what each person pays, beside all other weights', () => {
    const delta = ndarray([0.5, 0, 0, 0, 0, 0, 0, 0, 0, -1, 1, 0], [1, 12]);
    const spec = { norm: 'l1', weights: { income: 3 } } as const;
    const both = { ...set, weights: { income: 2 } };
    expect(cost(delta, both, spec, effortWeights([{ income: 4, housing: 7 }], set))[0]).toBe(12 + 7);
  });
});

describe('people with effort weights of their own', () => {
  it.each([slp, blackBox, exact])('get of $name what a problem of those like them gives', async (solver) => {
    const { byMargin } = await solver.solve({ ...problem, efforts });
    const kinds = [{}, { income: 6, job: 0.25 }, { housing: 5, school: 3, savings: Math.fround(0.1) }];
    for (const [kind, weights] of kinds.entries()) {
      const people = [0, 1, 2, 3].map((turn) => 3 * turn + kind);
      const alone = await solver.solve({
        ...problem,
        x: takeRows(x, people),
        limits: {
          lower: takeRows(problem.limits.lower, people),
          upper: takeRows(problem.limits.upper, people),
        },
        cost: { norm: 'mixed', weights },
      });
      alone.byMargin.forEach((expected, level) => {
        const { delta, cost: paid, valid, margin, timedOut, proof } = byMargin[level]!;
        expect([...takeRows(delta, people).data]).toEqual([...expected.delta.data]);
        expect(people.map((row) => paid[row])).toEqual([...expected.cost]);
        expect(people.map((row) => margin[row])).toEqual([...expected.margin]);
        expect(people.map((row) => valid[row])).toEqual([...expected.valid]);
        expect(people.map((row) => timedOut[row])).toEqual([...expected.timedOut]);
        expect(people.map((row) => proof?.lowerBound[row])).toEqual(
          people.map((_, i) => expected.proof?.lowerBound[i]),
        );
      });
    }
  });

  it('take other ways than they would at the usual effort, where those cost them less', async () => {
    const free = { ...problem, limits: undefined, margins: [0.4] };
    const [usual] = (await exact.solve(free)).byMargin;
    const [own] = (await exact.solve({ ...free, efforts })).byMargin;
    const paid = cost(usual!.delta, set, problem.cost, efforts);
    const decided = [...own!.valid.keys()].filter((row) => own!.proof!.outcome[row] === 'optimal');
    expect(decided.filter((row) => own!.cost[row]! < paid[row]! - 0.01).length).toBeGreaterThan(1);
    for (const row of decided) {
      if (usual!.valid[row] === 1) expect(own!.cost[row]).toBeLessThanOrEqual(1.001 * paid[row]! + 1e-6);
    }
  });

  it('are given several answers, priced by their own weights', async () => {
    const { byMargin } = await slp.solve({ ...problem, efforts, count: 2 });
    const [second] = byMargin[0]!.alternatives;
    const priced = cost(second!.delta, set, problem.cost, efforts);
    second!.valid.forEach((ok, row) => expect(second!.cost[row]).toBe(ok === 1 ? priced[row] : NaN));
    expect(second!.valid.some((ok) => ok === 1)).toBe(true);
  });

  it('are told how far the whole solve is, once to its end', async () => {
    const shares: number[] = [];
    await slp.solve({ ...problem, efforts, onProgress: ({ share }) => void shares.push(share) });
    expect(shares.every((share, i) => share <= 1 && share >= (shares[i - 1] ?? 0) - 1e-9)).toBe(true);
    expect(shares.at(-1)).toBeCloseTo(1, 12);
  });

  it('are refused weights of another shape, and none at all', async () => {
    const few = takeRows(efforts, [0, 1]);
    await expect(slp.solve({ ...problem, efforts: few })).rejects.toThrow(
      /^slp.solve: efforts have a row a person .*\[12, 6\], got \[2, 6\]/,
    );
    const none = { ...efforts, data: efforts.data.map((_, i) => Number(i !== 3)) };
    await expect(slp.solve({ ...problem, efforts: none })).rejects.toThrow(
      /the effort for 'school'.*0 of person 0/,
    );
  });

  it('may be nobody', async () => {
    const nobody = ndarray([], [0, 12]);
    const { byMargin } = await slp.solve({
      ...problem,
      x: nobody,
      limits: undefined,
      efforts: ndarray([], [0, 6]),
    });
    expect(byMargin.map(({ valid }) => valid.length)).toEqual([0, 0]);
  });
});
