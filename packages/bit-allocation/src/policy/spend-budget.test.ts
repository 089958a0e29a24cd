import { ndarray } from '@cfq/jit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averageBits } from '../average-bits.ts';
import { spendBudget } from './spend-budget.ts';

const candidates = [2, 3, 4, 8];
const layers = [
  { layer: 'a', parameters: 100 },
  { layer: 'b', parameters: 60 },
  { layer: 'c', parameters: 8 },
];

describe('spendBudget', () => {
  it('never exceeds the budget and leaves no layer that could still be raised', () => {
    const problem = fc.record({
      logits: fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 12, maxLength: 12 }),
      budgetBits: fc.double({ min: 2, max: 8, noNaN: true }),
    });
    fc.assert(
      fc.property(problem, ({ logits, budgetBits }) => {
        const allocation = spendBudget({ layers, candidates, logits: ndarray(logits, [3, 4]), budgetBits });
        expect(averageBits(layers, allocation)).toBeLessThanOrEqual(budgetBits);
        for (const { layer, bits } of allocation) {
          const next = candidates[candidates.indexOf(bits) + 1];
          if (next === undefined) continue;
          const wider = allocation.map((entry) => (entry.layer === layer ? { layer, bits: next } : entry));
          expect(averageBits(layers, wider)).toBeGreaterThan(budgetBits);
        }
      }),
    );
  });

  it('keeps what the policy is sure of where it fits exactly', () => {
    const sure = ndarray([0, 0, 9, 0, 0, 0, 9, 0, 0, 0, 9, 0], [3, 4]);
    expect(spendBudget({ layers, candidates, logits: sure, budgetBits: 4 }).map(({ bits }) => bits)).toEqual([
      4, 4, 4,
    ]);
  });
});
