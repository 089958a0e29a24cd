import { createCompileScope, ndarray, randomStream } from '@cfq/jit';
import { describe, expect, it } from 'vitest';

import { actionSet } from '../../actions/action-set.ts';
import { functionMarginModel } from '../../model/function-margin-model.ts';
import { withFiniteDifferences } from '../../model/with-finite-differences.ts';
import { slp } from '../../solvers/slp.ts';
import { cChvae } from './c-chvae.ts';
import { revise } from './revise.ts';

const set = actionSet({
  features: [
    { name: 'income', kind: 'numeric', lower: -4, upper: 4 },
    { name: 'savings', kind: 'numeric', lower: -4, upper: 4 },
    { name: 'home', kind: 'categorical', width: 2 },
    { name: 'age', kind: 'numeric', immutable: true },
  ],
});

/** Savings are half of the income, owners are those with more than nothing, and age is a matter of its own. */
const likely = (u: number, age: number) => [u, 0.5 * u, u > 0 ? 1 : 0, u > 0 ? 0 : 1, age];
const drawn = randomStream(1, 'people').normal([300, 2]).data;
const reference = ndarray(
  Float32Array.from(Array.from({ length: 300 }, (_, i) => likely(drawn[2 * i]!, drawn[2 * i + 1]!)).flat()),
  [300, 5],
);

/** Looks at the income alone. */
const model = withFiniteDifferences(
  functionMarginModel(({ data }) => Array.from({ length: data.length / 5 }, (_, i) => data[5 * i]! - 0.8)),
  set,
);

const x = ndarray(Float32Array.from([-1, -0.3, -2].flatMap((u) => likely(u, 0.7))), [3, 5]);
const given = { model, x, actionSet: set, cost: { norm: 'l1' as const }, margins: [0], seed: 0 };
const options = { latent: 2, hidden: 16, updates: 500 };

/** How far from where likely people are somebody ends. */
function unlikeliness(delta: ArrayLike<number>, row: number): number {
  const [u, savings, owner] = [0, 1, 2].map((c) => x.data[5 * row + c]! + delta[5 * row + c]!);
  return Math.abs(savings! - 0.5 * u!) + Math.abs(owner! - (u! > 0 ? 1 : 0));
}

describe.each([revise, cChvae])('$name', (solver) => {
  it('ends where likely people are, where the cheapest actions do not', async () => {
    const [found] = (await solver.solve({ ...given, reference, options })).byMargin;
    const [cheapest] = (await slp.solve(given)).byMargin;
    for (let row = 0; row < 3; row += 1) {
      expect(found!.valid[row]).toBe(1);
      expect(unlikeliness(found!.delta.data, row)).toBeLessThan(0.5);
      expect(unlikeliness(cheapest!.delta.data, row)).toBeGreaterThan(0.6);
      expect(found!.cost[row]).toBeGreaterThan(cheapest!.cost[row]!);
    }
  });

  it('answers the same where a scope has what was trained', async () => {
    const brief = { ...options, updates: 100 };
    await using scope = createCompileScope();
    const first = await solver.solve({ ...given, reference, options: brief, scope });
    const again = await solver.solve({ ...given, reference, options: brief, scope });
    const alone = await solver.solve({ ...given, reference, options: brief });
    expect([again, alone]).toEqual([first, first]);
  });

  it('says so when the rows are too few', async () => {
    const few = ndarray(reference.data.slice(0, 45), [9, 5]);
    await expect(solver.solve({ ...given, reference: few, options })).rejects.toThrow(
      /at least 10 of 5 columns/,
    );
  });
});
