import { expect, it } from 'vitest';
import { smallProblem } from './curvature/small-net.test-support.ts';
import { fisherSensitivity } from './fisher.ts';
import { lossSensitivity } from './loss-sensitivity.ts';
import { measureByGroup } from './measure-by-group.ts';
import { counterfactualSensitivity } from './counterfactual-sensitivity.ts';

it('the tables of groups that cover all rows average to the table of all, by their sizes', async () => {
  const { x } = smallProblem.rows;
  const recourse = { factual: x, delta: { data: x.data.map((value) => 0.5 * value), shape: x.shape } };
  const groups = [
    [0, 3, 4, 8],
    [1, 2, 5, 6, 7],
  ];
  for (const sensitivity of [lossSensitivity, counterfactualSensitivity, fisherSensitivity]) {
    const problem = { ...smallProblem, recourse };
    const whole = await sensitivity.measure(problem);
    const tables = await measureByGroup(sensitivity, problem, groups);
    whole.lossIncrease.forEach((row, layer) =>
      row.forEach((value, at) => {
        const mixed = tables.reduce((sum, own) => sum + (own.rows / 9) * own.lossIncrease[layer]![at]!, 0);
        expect(mixed).toBeCloseTo(value, 5);
      }),
    );
  }
});

it('refuses groups without members and places that are none', async () => {
  for (const groups of [[], [[]], [[9]], [[-1]], [[0.5]]]) {
    await expect(measureByGroup(lossSensitivity, smallProblem, groups)).rejects.toThrow(
      /groups have members/,
    );
  }
});
