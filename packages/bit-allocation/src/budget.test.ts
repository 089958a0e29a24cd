import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uniformAllocation } from './allocators/uniform-allocation.ts';
import { averageBits, totalBits } from './average-bits.ts';
import { assertWithinBudget, budgetCapacity } from './budget.ts';

const layers = [
  { layer: 'first', parameters: 300 },
  { layer: 'second', parameters: 100 },
];

describe('averageBits', () => {
  it('weights each layer by its parameters', () => {
    const allocation = [
      { layer: 'second', bits: 8 },
      { layer: 'first', bits: 2 },
    ];
    expect(averageBits(layers, allocation)).toBe(3.5);
    expect(totalBits(layers, allocation)).toBe(1400);
  });

  it('refuses allocations that do not name each layer once', () => {
    expect(() => averageBits(layers, [{ layer: 'first', bits: 2 }])).toThrow(/name each layer once/);
    expect(() =>
      averageBits(layers, [
        { layer: 'first', bits: 2 },
        { layer: 'first', bits: 2 },
      ]),
    ).toThrow(/once/);
    expect(() =>
      averageBits(layers, [
        { layer: 'first', bits: 2 },
        { layer: 'third', bits: 2 },
      ]),
    ).toThrow(/"second"/);
    expect(() =>
      averageBits(layers, [
        { layer: 'first', bits: 2 },
        { layer: 'second', bits: 2.5 },
      ]),
    ).toThrow(/whole/);
    expect(() => averageBits([], [])).toThrow(/at least one layer/);
    expect(() => averageBits([{ layer: 'a', parameters: 0 }], [{ layer: 'a', bits: 2 }])).toThrow(
      /positive whole/,
    );
  });
});

describe('budget', () => {
  it('the capacity is the last total whose average is within the budget', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 10_000_000 }), { minLength: 1, maxLength: 60 }),
        fc.double({ min: 0.5, max: 8, noNaN: true }),
        (sizes, budgetBits) => {
          const many = sizes.map((parameters, index) => ({ layer: `${index}`, parameters }));
          const weights = sizes.reduce((sum, parameters) => sum + parameters, 0);
          const capacity = budgetCapacity(many, budgetBits);
          expect(capacity / weights).toBeLessThanOrEqual(budgetBits);
          expect((capacity + 1) / weights).toBeGreaterThan(budgetBits);
        },
      ),
    );
    expect(budgetCapacity([{ layer: 'a', parameters: 10 }], 4.1)).toBe(41);
  });

  it('assertWithinBudget has no tolerance', () => {
    const allocation = [
      { layer: 'first', bits: 4 },
      { layer: 'second', bits: 4 },
    ];
    expect(() => assertWithinBudget(layers, allocation, 4)).not.toThrow();
    expect(() => assertWithinBudget(layers, allocation, 3.9999999999999996)).toThrow(
      /expected at most 3.9999999999999996 bits per weight on average, got 4\)/,
    );
  });
});

describe('uniformAllocation', () => {
  it('takes the largest candidate within the budget', () => {
    const bits = (budgetBits: number) => uniformAllocation({ layers, budgetBits })[0]!.bits;
    expect([2, 2.99, 3, 4, 7.9, 8, 32].map(bits)).toEqual([2, 2, 3, 4, 4, 8, 8]);
    expect(() => bits(1.5)).toThrow(/impossible/);
  });
});
