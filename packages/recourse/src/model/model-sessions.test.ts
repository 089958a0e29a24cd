import { describe, expect, it } from 'vitest';

import { releaseModel } from './model-sessions.ts';
import { slp } from '../solvers/slp.ts';
import { denseLogits, denseParameters } from '../testing/small-models.ts';
import { problem } from '../testing/small-problem.ts';

const network = denseParameters([12, 16, 8, 2], 5);

describe('releaseModel', () => {
  it('frees sessions, after which a solve compiles anew', async () => {
    const logits = ((parameters, x) => denseLogits(parameters, x)) satisfies typeof denseLogits;
    const given = problem(network, { logits });
    const before = await slp.solve(given);
    await releaseModel(logits);
    await releaseModel(logits);
    expect(await slp.solve(given)).toEqual(before);
    await releaseModel(logits);
  });
});
