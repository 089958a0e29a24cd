import { describe, expect, it } from 'vitest';

import { solvers } from './solvers.ts';
import { bruteForceCost } from '../testing/brute-force-cost.ts';
import { denseMargin, denseParameters } from '../testing/dense-network.ts';
import { smallActionSet } from '../testing/small-people.ts';
import { problem, rowOf } from './testing/small-problem.ts';

describe('optimality gap on small networks', () => {
  it('is small against brute force, and printed', async () => {
    const steps = 40;
    const set = smallActionSet(2);
    const cases = [];
    for (let seed = 0; seed < 10; seed += 1) {
      const parameters = denseParameters([12, 16, 8, 2], 20 + seed, 1.2);
      const { x } = problem(parameters);
      const best = Array.from({ length: x.shape[0]! }, (_, row) =>
        bruteForceCost((point) => denseMargin(parameters, point), rowOf(x, row), set, 0.2, steps),
      );
      cases.push({ parameters, best });
    }
    const runs = [
      { solver: solvers.slp, preset: 'thorough', ceiling: 0.1, missed: 0.02 },
      { solver: solvers.slp, preset: 'exhaustive', ceiling: 0.01, missed: 0.01 },
      { solver: solvers.pgd, preset: 'exhaustive', ceiling: 0.01, missed: 0.01 },
      { solver: solvers['black-box'], preset: 'thorough', ceiling: 0.02, missed: 0.02 },
    ] as const;
    for (const { solver, preset, ceiling, missed } of runs) {
      const gaps: number[] = [];
      let unfound = 0;
      for (const { parameters, best } of cases) {
        const given = problem(parameters, { actionSet: set, margins: [0.2], options: { preset } });
        const { cost: costs, valid } = (await solver.solve(given)).byMargin[0]!;
        best.forEach((value, row) => {
          if (value === 0 || value === Infinity) return;
          if (valid[row] === 1) gaps.push(costs[row]! / value - 1);
          else unfound += 1;
        });
      }
      const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
      const beyond = gaps.filter((gap) => gap > 0.02).length;
      process.stdout.write(
        `${solver.name}, ${preset}: cost over the best of a ${steps}-step grid, random networks 12-16-8-2, ` +
          `${gaps.length} people: mean ${(100 * mean).toFixed(2)} %, ${beyond} beyond 2 %, ${unfound} not found\n`,
      );
      expect(gaps.length).toBeGreaterThan(80);
      expect(mean).toBeLessThan(ceiling);
      expect(unfound / gaps.length).toBeLessThanOrEqual(missed);
    }
  }, 120_000);
});
