import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averageBits, totalBits } from '../average-bits.ts';
import { greedyAllocation } from './greedy-allocation.ts';
import { enumerate, smallProblems, type SmallProblem } from './small-problems.test-support.ts';

const lossOf = (
  allocation: readonly { bits: number }[],
  { candidates, loss }: Pick<SmallProblem, 'candidates' | 'loss'>,
): number => allocation.reduce((sum, { bits }, layer) => sum + loss[layer]![candidates.indexOf(bits)]!, 0);

const weightsOf = ({ layers }: Pick<SmallProblem, 'layers'>): number =>
  layers.reduce((sum, { parameters }) => sum + parameters, 0);

const leastLoss = (problem: SmallProblem): number =>
  Math.min(
    ...enumerate(problem)
      .filter(({ bits }) => bits / weightsOf(problem) <= problem.budgetBits)
      .map(({ loss }) => loss),
  );

/** Losses whose fall per bit of storage is a whole number that falls with the width: convex, and exact in sums. */
function convexProblems(size: fc.Arbitrary<number[]>, candidates: fc.Arbitrary<number[]>) {
  return fc.record({ size, candidates }).chain((shape) => {
    const widths = [...shape.candidates].sort((a, b) => a - b);
    const gains = fc
      .array(fc.integer({ min: 1, max: 30 }), { minLength: widths.length - 1, maxLength: widths.length - 1 })
      .map((row) => row.sort((a, b) => b - a));
    return fc.array(gains, { minLength: shape.size.length, maxLength: shape.size.length }).map((table) => ({
      layers: shape.size.map((parameters, index) => ({ layer: `layer-${index}`, parameters })),
      candidates: widths,
      loss: table.map((row, layer) =>
        widths.map((_, column) =>
          row
            .slice(column)
            .reduce(
              (sum, gain, step) =>
                sum + gain * shape.size[layer]! * (widths[column + step + 1]! - widths[column + step]!),
              0,
            ),
        ),
      ),
      gains: table,
    }));
  });
}

describe('greedyAllocation', () => {
  it('is within the budget, never better than the optimum, never worse than the narrowest widths', () => {
    fc.assert(
      fc.property(smallProblems(), (problem) => {
        const found = greedyAllocation(problem);
        expect(averageBits(problem.layers, found)).toBeLessThanOrEqual(problem.budgetBits);
        expect(found.map(({ layer }) => layer)).toEqual(problem.layers.map(({ layer }) => layer));
        const reached = lossOf(found, problem);
        expect(reached).toBeGreaterThanOrEqual(leastLoss(problem));
        expect(reached).toBeLessThanOrEqual(problem.loss.reduce((sum, [narrowest]) => sum + narrowest!, 0));
      }),
      { numRuns: 500 },
    );
  });

  it('leaves no widening that fits and lowers the loss', () => {
    fc.assert(
      fc.property(smallProblems(), (problem) => {
        const found = greedyAllocation(problem);
        const { layers, candidates, loss, budgetBits } = problem;
        found.forEach(({ bits }, layer) => {
          const now = loss[layer]![candidates.indexOf(bits)]!;
          candidates.forEach((wider, column) => {
            if (wider <= bits || loss[layer]![column]! >= now) return;
            const widened = found.map((entry, index) =>
              index === layer ? { ...entry, bits: wider } : entry,
            );
            expect(averageBits(layers, widened)).toBeGreaterThan(budgetBits);
          });
        });
      }),
    );
  });

  it('is the optimum of brute force where gains fall and every step costs the same', () => {
    const equal = fc
      .record({ size: fc.integer({ min: 1, max: 9 }), count: fc.integer({ min: 1, max: 5 }) })
      .map(({ size, count }) => Array.from({ length: count }, () => size));
    fc.assert(
      fc.property(
        convexProblems(equal, fc.constant([2, 3, 4, 5])),
        fc.double({ min: 2, max: 5, noNaN: true }),
        (convex, budgetBits) => {
          const problem = { ...convex, budgetBits };
          expect(lossOf(greedyAllocation(problem), problem)).toBe(leastLoss(problem));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is the optimum where gains fall and the budget ends with a step, whatever the sizes', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 });
    const candidates = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(convexProblems(sizes, candidates), (convex) => {
        const { layers, candidates: widths, gains } = convex;
        const steps = gains
          .flatMap((row, layer) =>
            row.map((gain, step) => ({
              gain,
              bits: layers[layer]!.parameters * (widths[step + 1]! - widths[step]!),
            })),
          )
          .sort((a, b) => b.gain - a.gain);
        let spent = weightsOf(convex) * widths[0]!;
        steps.forEach(({ gain, bits }, index) => {
          spent += bits;
          // Among steps of equal gain the greedy may take another first, and then this budget need not be spent.
          if (steps[index + 1]?.gain === gain) return;
          const problem = { ...convex, budgetBits: spent / weightsOf(convex) };
          const found = greedyAllocation(problem);
          expect(totalBits(layers, found)).toBe(spent);
          expect(lossOf(found, problem)).toBe(leastLoss(problem));
        });
      }),
    );
  });

  it('takes a leap where the narrower step gains nothing, and can miss what the knapsack finds', () => {
    const layers = [
      { layer: 'a', parameters: 1 },
      { layer: 'b', parameters: 1 },
    ];
    const leap = greedyAllocation({
      layers,
      candidates: [2, 3, 4],
      loss: [
        [10, 10, 0],
        [3, 2, 2],
      ],
      budgetBits: 3,
    });
    expect(leap.map(({ bits }) => bits)).toEqual([4, 2]);
    const missed = {
      layers: [
        { layer: 'a', parameters: 2 },
        { layer: 'b', parameters: 3 },
      ],
      candidates: [1, 2],
      loss: [
        [5, 0],
        [6, 0],
      ],
      budgetBits: 8 / 5,
    };
    expect(greedyAllocation(missed).map(({ bits }) => bits)).toEqual([2, 1]);
    expect(leastLoss(missed)).toBe(5);
  });

  it('never takes a forbidden choice, and says so when nothing is left', () => {
    const layers = [{ layer: 'a', parameters: 4 }];
    const problem = { layers, candidates: [2, 4, 8], loss: [[Infinity, 1, 0]] };
    expect(greedyAllocation({ ...problem, budgetBits: 5 })).toEqual([{ layer: 'a', bits: 4 }]);
    expect(() => greedyAllocation({ ...problem, budgetBits: 3 })).toThrow(
      /greedyAllocation: no permitted choice meets the budget of 3 bits/,
    );
  });
});
