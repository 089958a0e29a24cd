import { describe, expect, it } from 'vitest';
import { allocationCurve } from '../allocators/allocation-curve.ts';
import { allocators } from '../allocators/allocators.ts';
import { greedyAllocation } from '../allocators/greedy-allocation.ts';
import { uniformAllocation } from '../allocators/uniform-allocation.ts';
import { bitOperations } from './bit-operations.ts';
import { assertWithinLimit, totalCost } from './cost-limit.ts';
import { weightBits } from './weight-bits.ts';

const layers = [
  { layer: 'a', parameters: 10 },
  { layer: 'b', parameters: 4 },
];
const candidates = [2, 4];
const loss = [
  [3, 0],
  [2, 0],
];
const allocation = [
  { layer: 'a', bits: 2 },
  { layer: 'b', bits: 4 },
];

describe('costs', () => {
  it('bits and bit operations by hand', () => {
    expect(weightBits(layers, candidates)).toEqual({
      ...{
        unit: 'bits',
        cost: [
          [20, 40],
          [8, 16],
        ],
      },
    });
    const counted = layers.map((own, at) => ({ ...own, inputBits: [32, 8][at]!, reuse: at + 1 }));
    const table = bitOperations(counted, candidates);
    expect(table.cost).toEqual([
      [640, 1280],
      [128, 256],
    ]);
    expect(totalCost(table, { layers, candidates, allocation })).toBe(896);
    expect(() => bitOperations([{ ...layers[0]!, inputBits: 0 }])).toThrow(/input bits/);
  });

  it('a limit takes the place of the budget of bits, and is kept without tolerance', () => {
    // Bits cost the same everywhere: what is dear is layer b.
    const limit = {
      unit: 'coins',
      cost: [
        [1, 2],
        [1, 9],
      ],
      most: 3,
    };
    const problem = { layers, candidates, budgetBits: 0.1, loss, limit };
    const bits = (name: 'knapsack' | 'greedy' | 'haq'): number[] =>
      allocators[name].allocate(problem).map((own) => own.bits);
    expect([bits('knapsack'), bits('greedy'), bits('haq')]).toEqual([
      [4, 2],
      [4, 2],
      [4, 2],
    ]);
    expect(uniformAllocation({ ...problem, limit: { ...limit, most: 11 } })[0]!.bits).toBe(4);
    expect(uniformAllocation(problem)[0]!.bits).toBe(2);
    expect(() => assertWithinLimit(limit, { layers, candidates, allocation })).toThrow(
      /at most 3 coins, got 10/,
    );
    for (const name of ['knapsack', 'greedy', 'haq', 'uniform'] as const) {
      expect(() => allocators[name].allocate({ ...problem, limit: { ...limit, most: 1 } })).toThrow(
        /impossible/,
      );
      expect(() =>
        allocators[name].allocate({
          ...problem,
          limit: {
            ...limit,
            cost: [
              [1, 2],
              [1, 0.5],
            ],
          },
        }),
      ).toThrow(/whole number/);
    }
    const logits = { data: new Float32Array(4), shape: [2, 2] };
    expect(() => allocators['gumbel-softmax'].allocate({ ...problem, logits })).toThrow(
      /learned against bits/,
    );
  });

  it('a wider width that costs less is no reason against it', () => {
    const limit = {
      unit: 'ns',
      cost: [
        [7, 5],
        [3, 3],
      ],
      most: 8,
    };
    const found = greedyAllocation({ layers, candidates, budgetBits: 1, loss, limit });
    expect(found.map(({ bits }) => bits)).toEqual([4, 4]);
    const [point, ...others] = allocationCurve({ layers, candidates, loss, cost: limit });
    expect([point, others]).toMatchObject([{ cost: 8, loss: 0, lowerBound: 0, totalBits: 56 }, []]);
  });

  it('every point of a curve has its proof: no loss below the bound, and equal to it on the hull', () => {
    const curve = allocationCurve({ layers, candidates, loss });
    expect(curve.map((point) => [point.cost, point.loss])).toEqual([
      [28, 5],
      [36, 3],
      [48, 2],
      [56, 0],
    ]);
    // Layer b falls by 2 in 8 bits, then layer a by 3 in 20: at 48 bits 3 − 3 · 12 / 20 remain.
    expect(curve.map((point) => point.lowerBound)).toEqual(
      [5, 3, 3 - 1.8, 0].map((x): unknown => expect.closeTo(x, 12)),
    );
  });
});
