import { describe, expect, it } from 'vitest';

import { costNorms } from '../cost/cost-spec.ts';
import { linear } from '../solvers/linear.ts';
import { problem } from '../solvers/testing/small-problem.ts';
import { denseParameters } from '../testing/dense-network.ts';
import { wachter } from './wachter.ts';

const straight = denseParameters([12, 2], 3, 0.8);

describe('wachter', () => {
  it.each(costNorms)('comes near the closed form on linear models, never below it, norm %s', async (norm) => {
    const given = problem(straight, { cost: { norm } });
    const exact = await linear.solve(given);
    const found = await wachter.solve(given);
    const ratios = exact.byMargin.flatMap(({ cost }, level) =>
      Array.from(cost, (least, row) => {
        const reached = found.byMargin[level]!.cost[row]!;
        // The closed form aims 1e-4 logits beyond κ.
        if (!Number.isNaN(reached)) expect(reached).toBeGreaterThan(least - 1e-3);
        return reached / least;
      }).filter(Number.isFinite),
    );
    const middle = ratios.sort((a, b) => a - b)[ratios.length >> 1]!;
    expect(middle).toBeLessThan(1.3);
  });

  it('falls short of the margin where its weight is not raised', async () => {
    const given = problem(straight, { margins: [0.2] });
    const served = async (growth: number) => {
      const options = { penalty: 0.1, growth, rounds: 8 };
      const { valid } = (await wachter.solve({ ...given, options })).byMargin[0]!;
      return valid.reduce((sum, ok) => sum + ok, 0);
    };
    expect(await served(4)).toBeGreaterThan(await served(1));
  });
});
