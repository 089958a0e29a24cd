import { describe, expect, it } from 'vitest';

import { denseNetwork, referenceLogits } from '@cfq/network';

import { exact } from '../exact/exact.ts';
import { exactProblem } from '../exact/testing/exact-problem.ts';
import { slp } from '../solvers/slp.ts';
import { problem, traced } from '../solvers/testing/small-problem.ts';
import { denseMargin, denseParameters, denseSlope } from '../testing/dense-network.ts';
import { rowOf } from '../testing/law-world.ts';
import { smallPeople } from '../testing/small-people.ts';
import { rectifierModel } from './rectifier-model.ts';

const x = smallPeople(7, 3);
const layersOf = (widths: readonly number[]) =>
  denseParameters(widths, 5).map(({ w, b }) => ({ weight: w, bias: b }));

describe('rectifierModel', () => {
  it('has the margins and the gradients of the network', async () => {
    const parameters = denseParameters([12, 16, 8, 2], 5);
    const network = denseNetwork(layersOf([12, 16, 8, 2]));
    const model = rectifierModel({ ...traced(parameters), network });
    const { margins, slopes } = await model.slopes!(x);
    expect(margins).toEqual(await model.margins(x));
    const { data: logits } = referenceLogits(network, x);
    for (let row = 0; row < 7; row += 1) {
      expect(margins[row]).toBe(Math.fround(logits[2 * row + 1]! - logits[2 * row]!));
      expect(margins[row]).toBeCloseTo(denseMargin(parameters, rowOf(x, row)), 4);
      denseSlope(parameters, rowOf(x, row)).forEach((slope, column) => {
        expect(slopes[row * 12 + column]).toBeCloseTo(slope, 4);
      });
    }
  });

  it('knows the strongest rival of several, and rounds rectified outputs as the network does', async () => {
    const grid = { scale: 0.05, bits: 6 };
    const network = denseNetwork(
      layersOf([12, 9, 4]).map((layer, k) => (k === 0 ? { ...layer, grid } : layer)),
    );
    const { data: logits } = referenceLogits(network, x);
    for (const target of [0, 2]) {
      const model = rectifierModel({ ...traced([]), network, target });
      const margins = Array.from(await model.margins(x));
      const { slopes } = await model.slopes!(x);
      const eager = Array.from({ length: 7 }, (_, row) => {
        const own = [...logits.subarray(4 * row, 4 * row + 4)];
        return Math.fround(own[target]! - Math.max(...own.toSpliced(target, 1)));
      });
      expect(margins).toEqual(eager);
      expect(Array.from(slopes).every(Number.isFinite)).toBe(true);
      expect(Array.from(slopes).some((slope) => slope !== 0)).toBe(true);
    }
  });

  it('finds what compiled code finds, by slp and with its proofs by exact', async () => {
    const parameters = denseParameters([12, 16, 8, 2], 5);
    for (const [solver, posed] of [
      [slp, exactProblem(parameters)],
      [exact, exactProblem(parameters, { margins: [0.2] })],
    ] as const) {
      const [loops, compiled] = await Promise.all(
        (['loops', 'eager'] as const).map((executor) => solver.solve({ ...posed, options: { executor } })),
      );
      compiled!.byMargin.forEach(({ cost, valid }, level) => {
        expect(loops!.byMargin[level]!.valid).toEqual(valid);
        cost.forEach((one, row) => {
          if (valid[row] === 1) expect(loops!.byMargin[level]!.cost[row]).toBeCloseTo(one, 3);
        });
      });
    }
  });

  it('refuses a model that does not say what network it is, and one without rectifiers', async () => {
    const parameters = denseParameters([12, 4, 2], 5);
    await expect(slp.solve(problem(parameters, { options: { executor: 'loops' } }))).rejects.toThrow(
      /executor "loops": .*got no network/,
    );
    const network = denseNetwork(
      layersOf([12, 4, 2]).map((layer) => ({ ...layer, activation: 'linear' as const })),
    );
    expect(() => rectifierModel({ ...traced(parameters), network })).toThrow(/got another/);
  });
});
