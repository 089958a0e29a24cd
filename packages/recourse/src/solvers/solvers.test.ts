import { describe, expect, it } from 'vitest';

import { solverLaws } from '../testing/solver-laws.ts';
import type { RecourseSolver } from './recourse-solver.ts';
import { solver, solvers } from './solvers.ts';

/** Laws ask for thirty solves; what learns from rows learns less here. */
const brief: Readonly<Record<string, object>> = {
  revise: { updates: 200, steps: 30 },
  'c-chvae': { updates: 200, samples: 30, layers: 12 },
  'causal-feasibility': { updates: 200, steps: 30 },
};

describe.each(Object.values<RecourseSolver>(solvers))('$name', (one) => {
  const laws = solverLaws(one, { options: brief[one.name] });
  it.each(laws.map(({ name, check }) => [name, check] as const))('%s', async (_, check) => {
    await check();
  });
});

describe('solver', () => {
  it('finds a solver by name and lists the known ones otherwise', () => {
    expect(solver('slp')).toBe(solvers.slp);
    const known = Object.values<RecourseSolver>(solvers).map(({ name }) => name);
    expect(() => solver('gradient')).toThrow(
      `unknown solver "gradient" (expected one of ${known.sort().join(', ')})`,
    );
  });
});
