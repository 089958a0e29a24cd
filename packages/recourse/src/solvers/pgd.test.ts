import { describe, expect, it } from 'vitest';

import { ndarray } from '@cfq/jit';

import type { ActionSet } from '../actions/action-set.ts';
import { pgd } from './pgd.ts';
import { denseParameters } from '../testing/dense-network.ts';
import { problem, traced } from './testing/small-problem.ts';

const network = denseParameters([12, 16, 8, 2], 5);

describe('pgd', () => {
  it('changes categories, which a recursion that projects its own iterate never does', async () => {
    // Only the third category of a group of three is approved; every small step is rounded back to the first.
    const w = ndarray(Float32Array.of(0, 0, 0, -1, 0, 0.2, 0, 2), [4, 2]);
    const set: ActionSet = {
      width: 4,
      sparsity: 1,
      features: [
        {
          name: 'n',
          kind: 'numeric',
          start: 0,
          width: 1,
          lower: -1,
          upper: 1,
          immutable: true,
          direction: 'any',
        },
        {
          name: 'g',
          kind: 'categorical',
          start: 1,
          width: 3,
          lower: 0,
          upper: 1,
          immutable: false,
          direction: 'any',
        },
      ],
    };
    const result = await pgd.solve({
      model: traced([{ w, b: ndarray(Float32Array.of(0, -0.5), [2]) }]),
      x: ndarray(Float32Array.of(0, 1, 0, 0), [1, 4]),
      actionSet: set,
      cost: { norm: 'l1' },
      margins: [0],
      seed: 1,
      options: { preset: 'paper', restarts: 0 },
    });
    expect([...result.byMargin[0]!.delta.data]).toEqual([0, -1, 0, 1]);
  });

  it('draws restarts from the seed', async () => {
    const options = { preset: 'paper', steps: 4, restarts: 3, restartScale: 2 } as const;
    const solve = (seed: number) => pgd.solve(problem(network, { seed, options }));
    expect(await solve(1)).toEqual(await solve(1));
    expect(await solve(1)).not.toEqual(await solve(2));
  });

  it('refuses an unknown preset', async () => {
    const attempt = pgd.solve(problem(network, { options: { preset: 'slow' } }));
    await expect(attempt).rejects.toThrow(/paper, fast, thorough, exhaustive, got slow/);
  });
});
