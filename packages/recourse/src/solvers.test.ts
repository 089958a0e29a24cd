import { describe, expect, it } from 'vitest';

import { ndarray, type NDArray } from '@cfq/jit';

import type { ActionSet } from './action-set.ts';
import { assertFeasible } from './assert-feasible.ts';
import { cost } from './cost.ts';
import { costNorms, type CostSpec } from './cost-spec.ts';
import { releaseModel } from './model-sessions.ts';
import type { RecourseProblem, RecourseResult } from './recourse-problem.ts';
import { RecourseError } from './recourse-error.ts';
import { solvers } from './solvers.ts';
import { bruteForceCost } from './testing/brute-force-cost.ts';
import {
  denseLogits,
  denseMargin,
  denseParameters,
  smallActionSet,
  smallPeople,
  type DenseParameters,
} from './testing/small-models.ts';

const margins = [0, 0.2, 0.4, 0.8];
const l1: CostSpec = { norm: 'l1' };
const network = denseParameters([12, 16, 8, 2], 5);
const straight = denseParameters([12, 2], 3, 0.8);
const rows = 40;
const people = smallPeople(rows, 1);

/** The people a model denies; all of them is what solvers are for, and one approved person in front. */
function denied(parameters: DenseParameters): NDArray {
  const chosen = Array.from({ length: rows }, (_, row) => people.data.slice(row * 12, (row + 1) * 12)).filter(
    (row, i) => i === 0 || denseMargin(parameters, row) <= 0,
  );
  return ndarray(Float32Array.from(chosen.flatMap((row) => Array.from(row))), [chosen.length, 12]);
}

function problem(
  parameters: DenseParameters,
  change: Partial<RecourseProblem> = {},
): RecourseProblem<object> {
  return {
    logits: denseLogits,
    parameters: parameters.map(({ w, b }) => ({ w, b })),
    x: denied(parameters),
    target: 1,
    actionSet: smallActionSet(),
    cost: l1,
    margins,
    seed: 7,
    ...change,
    options: change.options ?? {},
  };
}

const rowOf = (array: NDArray, row: number) => array.data.slice(row * 12, (row + 1) * 12);

const pointOf = (x: NDArray, delta: NDArray, row: number) =>
  Float32Array.from(rowOf(x, row), (value, i) => value + rowOf(delta, row)[i]!);

/** Everything a result promises, checked against the definition and an independent forward pass. */
function checkResult(
  given: RecourseProblem<object>,
  parameters: DenseParameters,
  result: RecourseResult,
): void {
  const n = given.x.shape[0]!;
  expect(result.margins).toEqual(given.margins);
  result.byMargin.forEach((found, level) => {
    expect(found.kappa).toBe(given.margins[level]);
    expect(found.delta.shape).toEqual(given.x.shape);
    assertFeasible(given.x, found.delta, given.actionSet);
    const costs = cost(found.delta, given.actionSet, given.cost);
    for (let row = 0; row < n; row += 1) {
      expect(found.timedOut[row]).toBe(0);
      expect(rowOf(found.delta, row)[2]).toBe(0);
      if (found.valid[row] === 0) {
        expect(rowOf(found.delta, row).every((value) => value === 0)).toBe(true);
        expect([found.cost[row], found.margin[row]]).toEqual([NaN, NaN]);
        continue;
      }
      const point = pointOf(given.x, found.delta, row);
      for (let c = 4; c < 12; c += 1) expect([0, 1]).toContain(point[c]);
      expect(denseMargin(parameters, point)).toBeCloseTo(found.margin[row]!, 4);
      expect(found.margin[row]).toBeGreaterThanOrEqual(found.kappa);
      expect(found.margin[row]).toBeGreaterThan(0);
      expect(found.cost[row]).toBe(costs[row]);
      const next = result.byMargin[level + 1];
      if (next?.valid[row] === 1) expect(next.cost[row]).toBeGreaterThanOrEqual(found.cost[row]!);
    }
  });
}

describe.each(Object.values(solvers))('$name', (solver) => {
  // The linear solver takes linear models only.
  const model = solver.name === 'linear' ? straight : network;

  it('returns feasible actions that reach every margin, at monotone cost', async () => {
    for (const norm of costNorms) {
      const given = problem(model, { cost: { norm, weights: { income: 1.5 } } });
      const result = await solver.solve(given);
      checkResult(given, model, result);
      const solved = result.byMargin.map(({ valid }) => valid.filter((ok) => ok === 1).length);
      expect(solved[0]).toBeGreaterThan(10);
    }
  });

  it('asks nothing of people who are already approved with the margin', async () => {
    const parameters = model.map(({ w, b }, layer) => ({
      w,
      b: layer === model.length - 1 ? ndarray(Float32Array.of(b.data[0]!, b.data[1]! + 30), [2]) : b,
    }));
    const result = await solver.solve(problem(parameters, { x: people }));
    for (const found of result.byMargin) {
      expect(found.valid.every((ok) => ok === 1)).toBe(true);
      expect(found.cost.every((value) => value === 0)).toBe(true);
      expect(found.delta.data.every((value) => value === 0)).toBe(true);
    }
  });

  it('reports an unreachable margin as infeasible', async () => {
    const result = await solver.solve(problem(model, { margins: [1e4] }));
    expect(result.byMargin[0]!.valid.every((ok) => ok === 0)).toBe(true);
    expect(result.byMargin[0]!.timedOut.every((late) => late === 0)).toBe(true);
    expect(result.timedOut).toBe(false);
  });

  it('changes nothing where nothing may change', async () => {
    const given = problem(model, { actionSet: smallActionSet(0) });
    const result = await solver.solve(given);
    for (const found of result.byMargin) expect(found.delta.data.every((value) => value === 0)).toBe(true);
  });

  it('repeats bit for bit, and does not depend on the batch a person is in', async () => {
    const given = problem(model);
    const first = await solver.solve(given);
    expect(await solver.solve(given)).toEqual(first);
    if (solver.name === 'pgd') return;
    const alone = await solver.solve({
      ...given,
      x: ndarray(rowOf(given.x, 3), [1, 12]),
      options: { chunk: 4 },
    });
    alone.byMargin.forEach((found, level) => {
      const together = first.byMargin[level]!;
      expect(found.valid[0]).toBe(together.valid[3]);
      if (together.valid[3] === 1) expect(found.cost[0]).toBeCloseTo(together.cost[3]!, 5);
    });
  });

  it('scores exactly the points that float32(x + δ) gives', async () => {
    const given = problem(model);
    const result = await solver.solve(given);
    const n = given.x.shape[0]!;
    for (const found of result.byMargin) {
      const points = new Float32Array(n * 12);
      for (let row = 0; row < n; row += 1) points.set(pointOf(given.x, found.delta, row), row * 12);
      const again = await solver.solve({ ...given, x: ndarray(points, [n, 12]), margins: [found.kappa] });
      for (let row = 0; row < n; row += 1) {
        if (found.valid[row] === 1) expect(again.byMargin[0]!.cost[row]).toBe(0);
        if (found.valid[row] === 1) expect(again.byMargin[0]!.margin[row]).toBe(found.margin[row]);
      }
    }
  });

  it('accepts no rows', async () => {
    const result = await solver.solve(problem(model, { x: ndarray(new Float32Array(0), [0, 12]) }));
    expect(result.byMargin.map(({ cost: costs }) => costs.length)).toEqual([0, 0, 0, 0]);
  });

  it('stops when aborted, before and during the search', async () => {
    const reason = new Error('enough');
    await expect(solver.solve(problem(model, { signal: AbortSignal.abort(reason) }))).rejects.toBe(reason);
    const controller = new AbortController();
    const many = smallPeople(3000, 2);
    const running = solver.solve(
      problem(model, {
        x: many,
        options: { chunk: 8 },
        signal: controller.signal,
        onProgress: () => {
          controller.abort(reason);
        },
      }),
    );
    await expect(running).rejects.toBe(reason);
  });

  it('tells a deadline from infeasibility', async () => {
    const many = smallPeople(600, 2);
    const result = await solver.solve(problem(model, { x: many, options: { chunk: 8, deadline: 1e-6 } }));
    expect(result.timedOut).toBe(true);
    const { valid, timedOut } = result.byMargin[0]!;
    expect(timedOut.every((late, row) => late === 1 - valid[row]!)).toBe(true);
    expect(timedOut.some((late) => late === 1)).toBe(true);
  });

  it('reports progress that ends at 1', async () => {
    const shares: number[] = [];
    await solver.solve(problem(model, { onProgress: ({ share }) => shares.push(share) }));
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  });

  it('refuses malformed problems and options', async () => {
    const attempt = (change: Partial<RecourseProblem>) =>
      expect(solver.solve(problem(model, change))).rejects;
    await attempt({ options: { stepsize: 1 } }).toThrow(/options are known.*stepsize/);
    await attempt({ options: { chunk: 0 } }).toThrow(/chunk is in range/);
    await attempt({ margins: [] }).toThrow(/at least one/);
    await attempt({ margins: [0.2, 0.1] }).toThrow(/ascend/);
    await attempt({ margins: [-1] }).toThrow(/ascend/);
    await attempt({ seed: NaN }).toThrow(/seed/);
    await attempt({ target: 2 }).toThrow(/target is a class/);
    await attempt({ x: ndarray(new Float32Array(24), [2, 12]), target: -1 }).toThrow(RecourseError);
    await attempt({
      x: ndarray(
        Float32Array.from({ length: 12 }, () => 0.5),
        [1, 12],
      ),
    }).toThrow(/one-hot/);
    await attempt({
      x: ndarray(
        Float32Array.from({ length: 12 }, () => NaN),
        [1, 12],
      ),
    }).toThrow(/finite/);
    await attempt({ x: ndarray(new Float32Array(11), [1, 11]) }).toThrow(/\[n, 12\]/);
  });
});

describe('linear', () => {
  it('finds the brute-force optimum of linear models', async () => {
    const given = problem(straight, { margins: [0.2], options: { slack: 0 } });
    const { cost: costs, valid } = (await solvers.linear.solve(given)).byMargin[0]!;
    for (let row = 0; row < given.x.shape[0]!; row += 1) {
      const margin = (point: readonly number[]) => denseMargin(straight, point);
      const best = bruteForceCost(margin, rowOf(given.x, row), given.actionSet, 0.2, 400);
      if (valid[row] === 0) {
        expect(best).toBe(Infinity);
        continue;
      }
      // The grid has a step of 0.01, so its best is up to that much dearer per numeric feature.
      expect(costs[row]).toBeLessThanOrEqual(best + 1e-5);
      expect(costs[row]).toBeGreaterThan(best - 0.021);
    }
  });

  it('refuses a model that is not linear', async () => {
    await expect(solvers.linear.solve(problem(network))).rejects.toThrow(/linear.solve: the model is linear/);
  });
});

describe.each([solvers.pgd, solvers.slp])('$name on linear models', (solver) => {
  it.each(costNorms)('comes within one per cent of the closed form, norm %s', async (norm) => {
    const given = problem(straight, { cost: { norm } });
    const exact = await solvers.linear.solve(given);
    const found = await solver.solve(given);
    exact.byMargin.forEach((best, level) => {
      const { cost: costs, valid } = found.byMargin[level]!;
      expect(valid).toEqual(best.valid);
      best.cost.forEach((value, row) => {
        if (value > 0) expect(costs[row]! / value).toBeLessThan(1.01);
      });
    });
  });
});

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
    const result = await solvers.pgd.solve({
      logits: denseLogits,
      parameters: [{ w, b: ndarray(Float32Array.of(0, -0.5), [2]) }],
      x: ndarray(Float32Array.of(0, 1, 0, 0), [1, 4]),
      target: 1,
      actionSet: set,
      cost: l1,
      margins: [0],
      seed: 1,
      options: { preset: 'paper', restarts: 0 },
    });
    expect([...result.byMargin[0]!.delta.data]).toEqual([0, -1, 0, 1]);
  });

  it('draws restarts from the seed', async () => {
    const options = { preset: 'paper', steps: 4, restarts: 3, restartScale: 2 } as const;
    const solve = (seed: number) => solvers.pgd.solve(problem(network, { seed, options }));
    expect(await solve(1)).toEqual(await solve(1));
    expect(await solve(1)).not.toEqual(await solve(2));
  });

  it('refuses an unknown preset', async () => {
    const attempt = solvers.pgd.solve(problem(network, { options: { preset: 'slow' } }));
    await expect(attempt).rejects.toThrow(/paper, fast, thorough, exhaustive, got slow/);
  });
});

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

describe('releaseModel', () => {
  it('frees sessions, after which a solve compiles anew', async () => {
    const logits = ((parameters, x) => denseLogits(parameters, x)) satisfies typeof denseLogits;
    const given = problem(network, { logits });
    const before = await solvers.slp.solve(given);
    await releaseModel(logits);
    await releaseModel(logits);
    expect(await solvers.slp.solve(given)).toEqual(before);
    await releaseModel(logits);
  });
});
