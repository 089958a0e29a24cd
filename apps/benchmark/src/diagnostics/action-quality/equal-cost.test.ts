import { describe, expect, it } from 'vitest';
import { equalCost } from './equal-cost.ts';

describe('equalCost', () => {
  // Three people; the cheapest search reaches margins 0, 1 and 2 at these prices, where it reaches them.
  const prices = [
    [1, 1, 1],
    [2, 2, NaN],
    [3, 4, NaN],
  ];
  const frontier = {
    byMargin: prices.map((cost) => ({
      delta: { data: new Float32Array(3), shape: [3, 1] },
      cost: Float32Array.from(cost),
      valid: Uint8Array.from(cost, (one) => Number(!Number.isNaN(one))),
    })),
  };
  const frontierAccepted = [
    [0, 0, 0],
    [1, 0, 0],
    [1, 1, 0],
  ];
  const of = (cost: number[], accepted: number[], valid = cost.map(() => 1)) =>
    equalCost({
      margins: [0],
      actions: [{ cost: Float32Array.from(cost), valid: Uint8Array.from(valid) }],
      accepted: [accepted],
      ...{ frontier, frontierAccepted },
    })[0];

  it('holds each action against the largest margin that its price buys the same person', () => {
    // Prices of 2.5, 3.9 and 9 buy margins 1, 1 and 0: accepted, refused, refused.
    expect(of([2.5, 3.9, 9], [1, 1, 0])).toEqual({
      ...{ kappa: 0, n: 3, unmatched: 0 },
      validityDrop: 1 / 3,
      ofCheapest: 2 / 3,
    });
  });

  it('takes a price as paid up to rounding, and the search against itself as equal', () => {
    expect(of([3 - 1e-6, 4, 1], [1, 1, 0])).toMatchObject({ validityDrop: 1 / 3, ofCheapest: 1 / 3 });
  });

  it('tells who found something cheaper, and leaves out who found nothing', () => {
    expect(of([0.5, 2, NaN], [1, 1, 0], [1, 1, 0])).toEqual({
      ...{ kappa: 0, n: 1, unmatched: 1 },
      validityDrop: 0,
      ofCheapest: 1,
    });
    expect(of([0.5, 0.5, 0.5], [1, 1, 1])).toMatchObject({ n: 0, validityDrop: null, ofCheapest: null });
  });
});
