import type { ActionRelation } from '@cfq/datasets';
import { takeRows } from '@cfq/jit';
import { denseNetwork } from '@cfq/network';
import { describe, expect, it } from 'vitest';

import { actionSet, type ActionSet } from '../actions/action-set.ts';
import { costNorms } from '../cost/cost-spec.ts';
import { linear } from '../solvers/linear.ts';
import { rowOf, traced } from '../solvers/testing/small-problem.ts';
import { bruteForceCost } from '../testing/brute-force-cost.ts';
import { denseMargin, denseParameters } from '../testing/dense-network.ts';
import {
  smallActionSet,
  smallConsequences,
  smallConstraints,
  smallCouplings,
  smallLevels,
  smallPeople,
  smallPlausibility,
  smallRelations,
} from '../testing/small-people.ts';
import { exact } from './exact.ts';
import { exactProblem } from './testing/exact-problem.ts';

/** Actions that lead near to some of other people, or among them. */
const nearApproved = () => smallPlausibility(smallPeople(14, 9));
const noOutliers = (): ActionSet => {
  const near = nearApproved();
  return actionSet({
    ...near,
    plausibility: { ...near.plausibility!, kind: 'local-outlier-factor', neighbours: 4, limit: 1.3 },
  });
};

/** Far enough from float32's rounding, close enough to κ that few actions lie between. */
const band = 1e-4;

describe('exact, where every action can be tried', () => {
  it.each([
    ['smallLevels', 'l1', smallLevels, 40],
    ['smallConstraints', 'l1', smallConstraints, 41],
    ['smallRelations', 'l1', smallRelations, 42],
    ['smallCouplings', 'l1', smallCouplings, 42],
    ['smallCouplings', 'mixed', smallCouplings, 45],
    ['smallConsequences', 'l1', smallConsequences, 44],
    ['near approved people', 'l1', nearApproved, 41],
    ['near approved people', 'mixed', nearApproved, 43],
    ['no outliers among them', 'l1', noOutliers, 41],
    ['smallConstraints', 'l2', smallConstraints, 43],
    ['smallLevels', 'mixed', smallLevels, 44],
  ] as const)('%s, %s: the least cost there is, or none', async (_, norm, set, seed) => {
    const parameters = denseParameters([12, 16, 8, 2], seed, 1.2);
    const margins = [0, 4];
    const actions = set();
    // Plain loops over everybody's distances take long.
    const few = actions.plausibility && { x: smallPeople(12, 4) };
    const given = exactProblem(parameters, { actionSet: actions, cost: { norm }, margins, ...few });
    const { byMargin } = await exact.solve(given);
    const counted = { optimal: 0, infeasible: 0 };
    byMargin.forEach(({ kappa, cost, proof }) => {
      proof!.outcome.forEach((outcome, row) => {
        const best = (wanted: number) =>
          bruteForceCost(
            (point) => denseMargin(parameters, point),
            rowOf(given.x, row),
            given.actionSet,
            wanted,
            1,
            norm,
          );
        if (outcome === 'infeasible') expect(best(kappa + band)).toBe(Infinity);
        else {
          expect(outcome).toBe('optimal');
          expect(cost[row]).toBeGreaterThan(best(kappa - band) - 1e-5);
          expect(cost[row]! - best(kappa + band)).toBeLessThan(6e-4 * Math.max(1, cost[row]!));
          expect(proof!.lowerBound[row]).toBeLessThanOrEqual(best(kappa + band));
        }
        counted[outcome as keyof typeof counted] += 1;
      });
    });
    expect(counted.optimal).toBeGreaterThan(3);
    expect(counted.infeasible).toBeGreaterThan(0);
  });
});

describe('exact', () => {
  it.each(costNorms)('costs what the closed form does on linear models, %s', async (norm) => {
    const parameters = denseParameters([12, 2], 3, 0.8);
    const given = exactProblem(parameters, { cost: { norm, weights: { income: 1.5 } }, margins: [0.1, 0.6] });
    const found = await exact.solve(given);
    const expected = await linear.solve({ ...given, options: {} });
    found.byMargin.forEach(({ cost, valid, proof }, level) => {
      const other = expected.byMargin[level]!;
      expect(valid).toEqual(other.valid);
      valid.forEach((ok, row) => {
        expect(proof!.outcome[row]).toBe(ok === 1 ? 'optimal' : 'infeasible');
        if (ok === 1) expect(cost[row]).toBeCloseTo(other.cost[row]!, 3);
      });
    });
  });

  it('is no dearer than the best of a fine grid, and its bounds are no higher, with continuous numbers', async () => {
    const parameters = denseParameters([12, 16, 8, 2], 27, 1.2);
    const set = smallActionSet(2);
    const given = exactProblem(parameters, { actionSet: set, margins: [0.2] });
    const [found] = (await exact.solve(given)).byMargin;
    let compared = 0;
    found!.proof!.outcome.forEach((outcome, row) => {
      const margin = (point: readonly number[]) => denseMargin(parameters, point);
      const best = bruteForceCost(margin, rowOf(given.x, row), set, 0.2, 40);
      expect(outcome === 'optimal' || outcome === 'infeasible').toBe(true);
      if (best === Infinity) return;
      compared += 1;
      expect(found!.proof!.lowerBound[row]).toBeLessThanOrEqual(best + 1e-6);
      expect(found!.cost[row]).toBeLessThan(best + 6e-4 * Math.max(1, best));
    });
    expect(compared).toBeGreaterThan(10);
  });

  it('decides where relations bind numbers at any value', async () => {
    const parameters = denseParameters([12, 16, 8, 2], 27, 1.2);
    const sets = [
      [{ kind: 'linear', terms: { income: 1, savings: 0.7 }, atMost: 0.6 }],
      [
        { kind: 'at-most', lower: 'income', upper: 'savings' },
        { kind: 'rises-only-with', feature: 'savings', with: 'income' },
      ],
      [{ kind: 'moves-with', feature: 'age', with: 'income', factor: 0.5, when: 'rises' }],
    ] as const satisfies readonly (readonly ActionRelation[])[];
    for (const relations of sets) {
      const set = actionSet({ ...smallActionSet(2), relations });
      const given = exactProblem(parameters, { actionSet: set, margins: [0.2], x: smallPeople(24, 4) });
      const [found] = (await exact.solve(given)).byMargin;
      let compared = 0;
      found!.proof!.outcome.forEach((outcome, row) => {
        const margin = (point: readonly number[]) => denseMargin(parameters, point);
        const best = bruteForceCost(margin, rowOf(given.x, row), set, 0.2, 24);
        expect(['optimal', 'infeasible']).toContain(outcome);
        if (best === Infinity) return;
        compared += 1;
        expect(found!.proof!.lowerBound[row]).toBeLessThanOrEqual(best + 1e-6);
        expect(found!.cost[row]).toBeLessThan(best + 6e-4 * Math.max(1, best));
      });
      expect(compared).toBeGreaterThan(3);
    }
  });

  it('tells a gap from being cut off, and bounds both from below', async () => {
    const parameters = denseParameters([12, 16, 8, 2], 27, 1.2);
    const given = exactProblem(parameters, { margins: [0.2], actionSet: smallActionSet(2) });
    const whole = (await exact.solve(given)).byMargin;
    const cut = (await exact.solve({ ...given, options: { boxes: 1 } })).byMargin;
    const seen = new Set<string>();
    cut.forEach(({ proof, valid, cost }, level) => {
      proof!.outcome.forEach((outcome, row) => {
        seen.add(outcome);
        const bound = proof!.lowerBound[row]!;
        if (valid[row] === 1) expect(bound).toBeLessThanOrEqual(cost[row]!);
        if (whole[level]!.valid[row] === 1) expect(bound).toBeLessThanOrEqual(whole[level]!.cost[row]!);
        if (outcome === 'infeasible') expect(whole[level]!.proof!.outcome[row]).toBe('infeasible');
      });
    });
    expect(seen).toContain('gap');
    expect(seen).toContain('optimal');
    const none = await exact.solve({ ...given, margins: [1e3], options: { boxes: 0 } });
    expect(new Set(none.byMargin[0]!.proof!.outcome)).toEqual(new Set(['timed out']));
  });

  it('proves of each person what it proves of all together', async () => {
    const parameters = denseParameters([12, 16, 8, 2], 27, 1.2);
    const given = exactProblem(parameters, { margins: [0.2], actionSet: smallActionSet(2) });
    const all = (await exact.solve(given)).byMargin[0]!;
    const optimal = Array.from(all.valid.keys()).filter((row) => all.proof!.outcome[row] === 'optimal');
    for (const row of [optimal[1]!, optimal.at(-1)!]) {
      const [one] = (await exact.solve({ ...given, x: takeRows(given.x, Int32Array.of(row)) })).byMargin;
      expect(one!.proof!.outcome[0]).toBe('optimal');
      expect(Math.abs(one!.cost[0]! - all.cost[row]!)).toBeLessThan(6e-4 * Math.max(1, all.cost[row]!));
    }
  });

  it('refuses a network it has no bounds for, and one of other columns', async () => {
    const parameters = denseParameters([12, 4, 2], 5);
    const layersOf = (columns: number) =>
      denseNetwork(denseParameters([columns, 4, 2], 5).map(({ w, b }) => ({ weight: w, bias: b })));
    const network = layersOf(12);
    const [first, ...rest] = network.layers;
    const bent = { ...network, layers: [{ ...first!, activation: 'linear' as const }, ...rest] };
    const given = exactProblem(parameters);
    const solve = (other: typeof network) =>
      exact.solve({ ...given, model: { ...traced(parameters), network: other } });
    await expect(solve(bent)).rejects.toThrow(/the network is one of rectifiers/);
    await expect(solve(layersOf(11))).rejects.toThrow(/expected 12, got 11/);
  });
});
