import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { jit, valueAndGrad, type NDArray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';

import { actionSet } from '../actions/action-set.ts';
import { assertFeasible } from '../actions/assert-feasible.ts';
import { targetMargin } from './target-margin.ts';
import { pgd } from '../solvers/pgd.ts';
import { slp } from '../solvers/slp.ts';
import { bruteForceCost } from '../testing/brute-force-cost.ts';
import { denseLogits, denseMargin, denseParameters, type DenseParameters } from '../testing/dense-network.ts';
import { smallActionSet, smallPeople } from '../testing/small-people.ts';
import { problem, rowOf } from '../solvers/testing/small-problem.ts';
import type { TracedModel } from './traced-model.ts';
import { worstCaseLogits } from './worst-case-logits.ts';

/** A network and copies of it whose weights are off by up to a share of themselves. */
function variantsOf(parameters: DenseParameters, count: number, share: number): DenseParameters[] {
  const off = ({ data, shape }: NDArray, by: number): NDArray => ({
    data: Float32Array.from(data, (value, i) => value * (1 + share * Math.sin(7 * by + 3 * i))),
    shape,
  });
  const copies = Array.from({ length: count - 1 }, (_, by) =>
    parameters.map(({ w, b }) => ({ w: off(w, by + 1), b: off(b, by + 1) })),
  );
  return [parameters, ...copies];
}

const leastMargin = (members: readonly DenseParameters[], point: ArrayLike<number>): number =>
  Math.min(...members.map((member) => denseMargin(member, point)));

const worst = worstCaseLogits(denseLogits, 1);

const worstOf = (members: readonly DenseParameters[]): TracedModel => ({
  logits: worst,
  parameters: members.map((member) => member.map(({ w, b }) => ({ w, b }))),
  target: 1,
});
const network = denseParameters([12, 16, 8, 2], 5);

describe('worstCaseLogits', () => {
  const margin = jit((members: tf.Tensor[][], x: tf.Tensor) => {
    const trees = members.map(([w0, b0, w1, b1]) => [
      { w: w0!, b: b0! },
      { w: w1!, b: b1! },
    ]);
    return targetMargin(worst(trees, x as tf.Tensor2D), 1);
  });
  const flat = (members: readonly DenseParameters[]) =>
    members.map((member) => member.flatMap(({ w, b }) => [w, b]));

  it('has the least margin of the set, whatever the order', async () => {
    const x = smallPeople(20, 3);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1e6 }), async (seed) => {
        const members = [0, 1, 2].map((i) => denseParameters([12, 6, 2], seed + i));
        const { data } = await margin(flat(members), x);
        const turned = await margin(flat([members[2]!, members[0]!, members[1]!]), x);
        for (let row = 0; row < 20; row += 1) {
          expect(data[row]).toBeCloseTo(leastMargin(members, rowOf(x, row)), 4);
          expect(turned.data[row]).toBe(data[row]);
        }
      }),
      { numRuns: 10 },
    );
  });

  it('has the gradient of finite differences', async () => {
    const members = [0, 1, 2].map((i) => denseParameters([12, 6, 2], 40 + i));
    const x = smallPeople(1, 4);
    const slope = jit((points: tf.Tensor, ...weights: tf.Tensor[]) => {
      const trees = members.map((_, i) => [
        { w: weights[4 * i]!, b: weights[4 * i + 1]! },
        { w: weights[4 * i + 2]!, b: weights[4 * i + 3]! },
      ]);
      return valueAndGrad((at: tf.Tensor) =>
        tf.sum<tf.Scalar>(targetMargin(worst(trees, at as tf.Tensor2D), 1)),
      )(points).gradients;
    });
    const gradient = await slope(x, ...flat(members).flat());
    const step = 1e-4;
    for (let c = 0; c < 12; c += 1) {
      const moved = (by: number) => Array.from(x.data, (value, i) => value + (i === c ? by : 0));
      const difference = leastMargin(members, moved(step)) - leastMargin(members, moved(-step));
      expect(gradient.data[c]).toBeCloseTo(difference / (2 * step), 3);
    }
  });

  it('picks the row of one member also with three classes', async () => {
    const members = [0, 1].map((i) => denseParameters([12, 3], 90 + i));
    const x = smallPeople(16, 8);
    const three = worstCaseLogits(denseLogits, 2);
    const both = jit((points: tf.Tensor, ...weights: tf.Tensor[]) => {
      const trees = [0, 1].map((i) => [{ w: weights[2 * i]!, b: weights[2 * i + 1]! }]);
      const rows = points as tf.Tensor2D;
      return [three(trees, rows), denseLogits(trees[0]!, rows), denseLogits(trees[1]!, rows)];
    });
    const [picked, first, second] = await both(x, ...flat(members).flat());
    const marginOf = ({ data }: NDArray, row: number) =>
      data[3 * row + 2]! - Math.max(data[3 * row]!, data[3 * row + 1]!);
    let ofSecond = 0;
    for (let row = 0; row < 16; row += 1) {
      const isSecond = marginOf(second, row) < marginOf(first, row);
      ofSecond += Number(isSecond);
      const expected = (isSecond ? second : first).data.slice(3 * row, 3 * row + 3);
      expect(picked.data.slice(3 * row, 3 * row + 3)).toEqual(expected);
    }
    expect(ofSecond).toBeGreaterThan(0);
    expect(ofSecond).toBeLessThan(16);
  });

  it('refuses parameters that are no list', async () => {
    await expect(slp.solve(problem(network, { model: worstOf([]) }))).rejects.toThrow(/an empty list/);
    await expect(
      slp.solve(problem(network, { model: { ...worstOf([]), parameters: { w: network[0]!.w } } })),
    ).rejects.toThrow(/one tree of parameters a model/);
  });

  it('is the model itself where the set holds one', async () => {
    const alone = await slp.solve(problem(network, { model: worstOf([network]) }));
    expect(alone).toEqual(await slp.solve(problem(network)));
  });
});

describe.each([slp, pgd])('$name on a set of variants', (solver) => {
  it('finds actions that are valid on every member separately, where plain ones are not', async () => {
    const set = smallActionSet();
    for (const seed of [5, 9]) {
      const members = variantsOf(denseParameters([12, 16, 8, 2], seed), 5, 0.15);
      const given = problem(members[0]!, { model: worstOf(members) });
      const robust = await solver.solve(given);
      const plain = await solver.solve(problem(members[0]!));
      let found = 0;
      let broken = 0;
      robust.byMargin.forEach(({ kappa, delta, valid, margin }, level) => {
        assertFeasible(given.x, delta, set);
        valid.forEach((ok, row) => {
          const at = (actions: NDArray) => rowOf(given.x, row).map((v, c) => v + actions.data[row * 12 + c]!);
          const before = plain.byMargin[level]!;
          if (before.valid[row] === 1 && leastMargin(members, at(before.delta)) < kappa) broken += 1;
          if (ok === 0) return;
          found += 1;
          for (const member of members) expect(denseMargin(member, at(delta))).toBeGreaterThan(kappa - 1e-5);
          expect(margin[row]).toBeCloseTo(leastMargin(members, at(delta)), 4);
        });
      });
      expect(found).toBeGreaterThan(20);
      expect(broken).toBeGreaterThan(10);
    }
  });

  it('is never cheaper than the true optimum over all actions, and near it', async () => {
    const listed = smallActionSet(2);
    const set = actionSet({
      ...listed,
      features: listed.features.map((feature) =>
        feature.kind === 'numeric'
          ? { ...feature, kind: 'ordinal' as const, values: [-2, -1.2, -0.5, 0.1, 0.6, 1.3, 2, 3] }
          : feature,
      ),
    });
    let compared = 0;
    let optimal = 0;
    for (let seed = 0; seed < 3; seed += 1) {
      const members = variantsOf(denseParameters([12, 10, 2], 30 + seed, 1.2), 4, 0.2);
      const given = problem(members[0]!, {
        model: worstOf(members),
        actionSet: set,
        margins: [0.2],
        options: { preset: 'exhaustive' },
      });
      const { cost, valid } = (await solver.solve(given)).byMargin[0]!;
      valid.forEach((ok, row) => {
        const best = bruteForceCost((point) => leastMargin(members, point), rowOf(given.x, row), set, 0.2, 1);
        if (best === Infinity) expect(ok).toBe(0);
        if (ok === 0) return;
        expect(cost[row]).toBeGreaterThanOrEqual(best - 1e-5);
        compared += 1;
        if (cost[row]! < best + 1e-4) optimal += 1;
      });
    }
    expect(compared).toBeGreaterThan(20);
    process.stdout.write(
      `${solver.name} on sets of 4 networks: ${optimal} of ${compared} actions are optimal\n`,
    );
    expect(optimal / compared).toBeGreaterThan(0.9);
  });
});
