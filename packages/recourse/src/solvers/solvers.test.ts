import { describe, expect, it } from 'vitest';

import { ndarray, type NDArray } from '@cfq/jit';

import { assertFeasible } from '../actions/assert-feasible.ts';
import { cost } from '../cost/cost.ts';
import { costNorms } from '../cost/cost-spec.ts';
import type { RecourseProblem } from './recourse-problem.ts';
import type { RecourseResult } from './recourse-result.ts';
import { RecourseError } from '../recourse-error.ts';
import { solvers } from './solvers.ts';
import { bruteForceCost } from '../testing/brute-force-cost.ts';
import {
  denseMargin,
  denseParameters,
  smallActionSet,
  smallPeople,
  type DenseParameters,
} from '../testing/small-models.ts';
import { problem, rowOf, traced } from '../testing/small-problem.ts';

const network = denseParameters([12, 16, 8, 2], 5);
const straight = denseParameters([12, 2], 3, 0.8);

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
    const result = await solver.solve(problem(parameters, { x: smallPeople(40, 1) }));
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
    await attempt({ model: { ...traced(model), target: 2 } }).toThrow(/target is a class/);
    await attempt({
      x: ndarray(new Float32Array(24), [2, 12]),
      model: { ...traced(model), target: -1 },
    }).toThrow(RecourseError);
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
    const given = problem(straight, { margins: [0.2], options: { marginTolerance: 0 } });
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
