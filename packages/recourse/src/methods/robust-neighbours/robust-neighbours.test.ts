import { ndarray, type NDArray } from '@cfq/jit';
import type { Network } from '@cfq/network';
import { describe, expect, it } from 'vitest';

import { problem } from '../../solvers/testing/small-problem.ts';
import { denseParameters } from '../../testing/dense-network.ts';
import { networkModel } from '../../testing/law-world.ts';
import { smallPeople } from '../../testing/small-people.ts';
import { certifyRoundings } from '../robust-rounding/certify-roundings.ts';
import { proplace } from './proplace.ts';
import { rnce } from './rnce.ts';

const parameters = denseParameters([12, 16, 8, 2], 5);
const model = networkModel(parameters);
const reference = smallPeople(120, 31);
const bits = 7;

const pointsOf = (x: NDArray, delta: NDArray) =>
  ndarray(
    Float32Array.from(x.data, (value, i) => value + delta.data[i]!),
    x.shape,
  );

describe.each([rnce, proplace])('$name', (solver) => {
  it('answers with certificates for every rounding', async () => {
    const given = problem(parameters, { model, reference, options: { bits } });
    const { byMargin } = await solver.solve(given);
    let found = 0;
    for (const { kappa, delta, valid } of byMargin) {
      const least = certifyRoundings({
        ...{ network: model.network as Network, bits },
        x: pointsOf(given.x, delta),
      });
      valid.forEach((ok, at) => {
        if (ok === 0) return;
        found += 1;
        expect(least[at]).toBeGreaterThanOrEqual(kappa);
      });
    }
    expect(found).toBeGreaterThan(10);
  });
});

/** Two numbers, approved where their sum is above 1. */
const plane = networkModel([{ w: ndarray(Float32Array.of(0, 1, 0, 1), [2, 2]), b: ndarray([0, -1], [2]) }]);
const numbers = (sparsity: number) => ({
  width: 2,
  sparsity,
  features: ['a', 'b'].map((name, start) => ({
    ...{ name, kind: 'numeric' as const, start, width: 1, lower: -9, upper: 9 },
    ...{ immutable: false, direction: 'any' as const },
  })),
});
const ask = {
  ...{ x: ndarray(new Float32Array(2), [1, 2]), actionSet: numbers(2), cost: { norm: 'l1' as const } },
  ...{ margins: [0], seed: 0 },
};

describe('on a plane', () => {
  // Half a step at 3 bits is 1/6: certain are the points whose sum is above 1 by a sixth of what they add up to.
  const certain = 1 / (1 - 1 / 6);

  it('rnce goes to the nearest certain row and back along the line as far as that is certain', async () => {
    // The first is approved, but not for certain; the second is nearest of the others.
    const rows = ndarray(Float32Array.of(0.6, 0.5, 1, 2, 4, 0), [3, 2]);
    const { byMargin } = await rnce.solve({ ...ask, model: plane, reference: rows, options: { bits: 3 } });
    const [a, b] = byMargin[0]!.delta.data as Float32Array;
    expect(b! / a!).toBeCloseTo(2, 2);
    expect(a! + b!).toBeCloseTo(certain, 1);
    expect(a! + b!).toBeGreaterThan(certain);
  });

  it('proplace finds the cheapest certain point of the hull', async () => {
    // Corners (2, 0) and (0, 4): between them a + b is least at the first, and 2 is as cheap as it gets.
    const rows = ndarray(Float32Array.of(2, 0, 0, 4), [2, 2]);
    const found = await proplace.solve({ ...ask, model: plane, reference: rows, options: { bits: 3 } });
    expect(Array.from(found.byMargin[0]!.delta.data)).toEqual([2, 0]);
    // Of the hull of (−3, 5), (5, −3) and (3, 3) it is the line between the first two that is nearest: 2 in all.
    const wide = ndarray(Float32Array.of(-3, 5, 5, -3, 3, 3), [3, 2]);
    const middle = await proplace.solve({ ...ask, model: plane, reference: wide, options: { bits: 8 } });
    const [a, b] = middle.byMargin[0]!.delta.data as Float32Array;
    expect(a! + b!).toBeCloseTo(2, 5);
    expect(Math.abs(a!) + Math.abs(b!)).toBeCloseTo(2, 5);
  });
});
