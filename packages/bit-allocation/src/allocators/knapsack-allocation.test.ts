import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averageBits, totalBits } from '../average-bits.ts';
import { allocationCurve } from './allocation-curve.ts';
import { knapsackAllocation } from './knapsack-allocation.ts';
import { enumerate, smallProblems } from './small-problems.test-support.ts';

const lossOf = (
  allocation: readonly { bits: number }[],
  { candidates, loss }: { candidates: readonly number[]; loss: readonly (readonly number[])[] },
): number => allocation.reduce((sum, { bits }, layer) => sum + loss[layer]![candidates.indexOf(bits)]!, 0);

describe('knapsackAllocation', () => {
  it('finds the least loss within the budget, and among equals the fewest bits, as brute force does', () => {
    fc.assert(
      fc.property(smallProblems(), (problem) => {
        const weights = problem.layers.reduce((sum, { parameters }) => sum + parameters, 0);
        const fitting = enumerate(problem).filter(({ bits }) => bits / weights <= problem.budgetBits);
        const leastLoss = Math.min(...fitting.map(({ loss }) => loss));
        const fewestBits = Math.min(
          ...fitting.filter(({ loss }) => loss === leastLoss).map(({ bits }) => bits),
        );
        const found = knapsackAllocation(problem);
        expect(lossOf(found, problem)).toBe(leastLoss);
        expect(totalBits(problem.layers, found)).toBe(fewestBits);
        expect(averageBits(problem.layers, found)).toBeLessThanOrEqual(problem.budgetBits);
        expect(found.map(({ layer }) => layer)).toEqual(problem.layers.map(({ layer }) => layer));
      }),
      { numRuns: 500 },
    );
  });

  it('never takes a forbidden choice, and says so when nothing is left', () => {
    fc.assert(
      fc.property(smallProblems({ forbidding: true }), (problem) => {
        const weights = problem.layers.reduce((sum, { parameters }) => sum + parameters, 0);
        const fitting = enumerate(problem).filter(
          ({ bits, loss }) => Number.isFinite(loss) && bits / weights <= problem.budgetBits,
        );
        if (fitting.length === 0) {
          expect(() => knapsackAllocation(problem)).toThrow(/no permitted choice meets the budget/);
        } else {
          const leastLoss = Math.min(...fitting.map(({ loss }) => loss));
          expect(lossOf(knapsackAllocation(problem), problem)).toBe(leastLoss);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('agrees with the exact curve on sixty layers of up to ten million weights', () => {
    const layers = Array.from({ length: 60 }, (_, index) => ({
      layer: `layer-${index}`,
      parameters: Math.floor(10_000_000 * ((index * 0.61803398875) % 1) ** 3) + 1,
    }));
    const candidates = [2, 3, 4, 8];
    const loss = layers.map((_, index) =>
      candidates.map((bits) => Math.exp(((index * 0.7548776662) % 1) * 6) * 4 ** -bits),
    );
    const curve = allocationCurve({ layers, loss, candidates });
    for (const budgetBits of [2, 2.5, 3, 4, 5.123, 8]) {
      const best = curve.filter((point) => point.averageBits <= budgetBits).at(-1)!;
      const found = knapsackAllocation({ layers, loss, candidates, budgetBits });
      expect(averageBits(layers, found)).toBeLessThanOrEqual(budgetBits);
      expect(lossOf(found, { candidates, loss })).toBeCloseTo(best.loss, 9);
    }
  });

  it('an impossible budget, a NaN and a wrong shape are refused by name', () => {
    const layers = [{ layer: 'a', parameters: 3 }];
    const loss = [[3, 2, 1, 0]];
    expect(() => knapsackAllocation({ layers, loss, budgetBits: 1.9 })).toThrow(
      /budget is impossible \(expected at least the smallest candidate, 2 bits, got 1.9\)/,
    );
    expect(() => knapsackAllocation({ layers, loss, budgetBits: Number.NaN })).toThrow(/impossible/);
    expect(() => knapsackAllocation({ layers, loss: [[1, Number.NaN, 0, 0]], budgetBits: 4 })).toThrow(
      /finite/,
    );
    expect(() => knapsackAllocation({ layers, loss: [[1, 2]], budgetBits: 4 })).toThrow(
      /expected 1 x 4, got 1 x \[2\]/,
    );
    expect(() => knapsackAllocation({ layers, loss, budgetBits: 4, candidates: [4, 2, 3, 8] })).toThrow(
      /ascending/,
    );
    expect(() => knapsackAllocation({ layers: [...layers, ...layers], loss, budgetBits: 4 })).toThrow(
      /"a" twice/,
    );
  });

  it('too many states are an error, not an approximation', () => {
    const layers = Array.from({ length: 12 }, (_, index) => ({ layer: `${index}`, parameters: 3 ** index }));
    const loss = layers.map(({ parameters }) => [2, 3, 4, 8].map((bits) => -bits * parameters));
    expect(() => allocationCurve({ layers, loss, maxStates: 1000 })).toThrow(/more than 1000 undominated/);
  });
});

describe('allocationCurve', () => {
  it('is the set of undominated allocations that enumeration finds', () => {
    fc.assert(
      fc.property(smallProblems({ forbidding: true }), (problem) => {
        const all = enumerate(problem).filter(({ loss }) => Number.isFinite(loss));
        const expected = new Map<number, number>();
        let least = Number.POSITIVE_INFINITY;
        for (const { bits, loss } of all.sort((a, b) => a.bits - b.bits || a.loss - b.loss)) {
          if (loss < least) expected.set(bits, loss);
          least = Math.min(least, loss);
        }
        const curve = allocationCurve(problem);
        expect(curve.map((point) => [point.totalBits, point.loss])).toEqual([...expected]);
        for (const point of curve) {
          expect(totalBits(problem.layers, point.allocation)).toBe(point.totalBits);
          expect(lossOf(point.allocation, problem)).toBe(point.loss);
        }
      }),
      { numRuns: 300 },
    );
  });
});
