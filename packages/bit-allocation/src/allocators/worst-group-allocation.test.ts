import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { totalBits } from '../average-bits.ts';
import { totalCost } from '../costs/cost-limit.ts';
import { knapsackAllocation } from './knapsack-allocation.ts';
import { enumerate, smallProblems, type SmallProblem } from './small-problems.test-support.ts';
import { worstGroupAllocation } from './worst-group-allocation.ts';

/** A small problem with tables of three groups, whole numbers all, made from its own by mixing the entries. */
const grouped = (problem: SmallProblem): number[][][] =>
  [0, 1, 2].map((group) =>
    problem.loss.map((row, layer) => row.map((_, at) => row[(at + group * (layer + 1)) % row.length]!)),
  );

describe('worstGroupAllocation', () => {
  it('is the optimum of brute force for the group worst off, and of equal ones the cheapest', () => {
    fc.assert(
      fc.property(smallProblems({ forbidding: true }), (problem) => {
        const groupLoss = grouped(problem);
        const tables = groupLoss.map((loss) => enumerate({ ...problem, loss }));
        const all = tables[0]!.map(({ choice, bits }, at) => ({
          ...{ choice, bits },
          worst: Math.max(...tables.map((table) => table[at]!.loss)),
        }));
        const weights = problem.layers.reduce((sum, { parameters }) => sum + parameters, 0);
        const fitting = all.filter(
          ({ bits, worst }) => bits / weights <= problem.budgetBits && Number.isFinite(worst),
        );
        if (fitting.length === 0) {
          expect(() => worstGroupAllocation({ ...problem, groupLoss })).toThrow(/permitted|forbidden/);
          return;
        }
        const least = Math.min(...fitting.map(({ worst }) => worst));
        const cheapest = Math.min(...fitting.filter(({ worst }) => worst === least).map(({ bits }) => bits));
        const found = worstGroupAllocation({ ...problem, groupLoss });
        const at = all.find(({ choice }) => choice.every((bits, layer) => bits === found[layer]!.bits))!;
        expect([at.worst, totalBits(problem.layers, found)]).toEqual([least, cheapest]);
      }),
      { numRuns: 300 },
    );
  });

  it('of one group is the knapsack, under any cost', () => {
    fc.assert(
      fc.property(smallProblems(), fc.integer({ min: 0, max: 40 }), (problem, most) => {
        const { layers, candidates, loss } = problem;
        const cost = layers.map((_, layer) => candidates.map((bits) => (bits * 7 + layer * 3) % 11));
        const limit = { unit: 'coins', cost, most };
        const given = { ...problem, limit };
        if (cost.reduce((sum, row) => sum + Math.min(...row), 0) > most) {
          expect(() => worstGroupAllocation({ ...given, groupLoss: [loss] })).toThrow(/impossible/);
          expect(() => knapsackAllocation(given)).toThrow(/impossible/);
          return;
        }
        const found = [worstGroupAllocation({ ...given, groupLoss: [loss] }), knapsackAllocation(given)];
        const numbers = found.map((allocation) => [
          allocation.reduce((sum, { bits }, layer) => sum + loss[layer]![candidates.indexOf(bits)]!, 0),
          totalCost(limit, { layers, candidates, allocation }),
        ]);
        expect(numbers[0]).toEqual(numbers[1]);
        const least = Math.min(
          ...enumerate({ layers, candidates, loss })
            .filter(
              ({ choice }) =>
                choice.reduce((sum, bits, layer) => sum + cost[layer]![candidates.indexOf(bits)]!, 0) <= most,
            )
            .map((entry) => entry.loss),
        );
        expect(numbers[0]![0]).toBe(least);
      }),
      { numRuns: 200 },
    );
  });

  it('protects a small group that the mean forgets', () => {
    const layers = ['a', 'b'].map((layer) => ({ layer, parameters: 10 }));
    // The many lose by layer a, the few by layer b.
    const many = [
      [10, 0],
      [1, 0],
    ];
    const few = [
      [0, 0],
      [40, 0],
    ];
    const problem = { layers, candidates: [2, 4], budgetBits: 3 };
    const mean = many.map((row, l) => row.map((value, c) => 0.9 * value + 0.1 * few[l]![c]!));
    expect(knapsackAllocation({ ...problem, loss: mean }).map(({ bits }) => bits)).toEqual([4, 2]);
    const found = worstGroupAllocation({ ...problem, groupLoss: [many, few] });
    expect(found.map(({ bits }) => bits)).toEqual([2, 4]);
  });

  it('refuses no group, another shape, and more work than it may do', () => {
    const layers = Array.from({ length: 4 }, (_, at) => ({ layer: `${at}`, parameters: 1 + at }));
    const loss = layers.map((_, at) => [3 + at, 2, 1, 0]);
    const problem = { layers, budgetBits: 4 };
    expect(() => worstGroupAllocation({ ...problem, groupLoss: [] })).toThrow(/there must be a group/);
    expect(() => worstGroupAllocation({ ...problem, groupLoss: [loss.slice(1)] })).toThrow(/row per layer/);
    expect(() => worstGroupAllocation({ ...problem, groupLoss: [loss], maxNodes: 3 })).toThrow(/maxNodes/);
  });
});
