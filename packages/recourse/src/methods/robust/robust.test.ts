import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { addScaled, ndarray, randomStream } from '@cfq/jit';

import { linear } from '../../solvers/linear.ts';
import { problem, rowOf } from '../../solvers/testing/small-problem.ts';
import { denseMargin, denseParameters, type DenseParameters } from '../../testing/dense-network.ts';
import { dirrac } from './dirrac.ts';
import { roar } from './roar.ts';
import { shiftBalls, shiftedMargin } from './shifted-margin.ts';
import { reliableMargin, worstCaseProbability } from './worst-case-moments.ts';

const straight = denseParameters([12, 2], 3, 0.8);

/** A linear model of two logits whose margin has its weights and bias shifted by 13 numbers. */
function shiftedBy([layer]: DenseParameters, by: ArrayLike<number>): DenseParameters {
  const { w, b } = layer!;
  const weights = Float32Array.from(w.data, (value, i) => value + (i % 2 === 1 ? by[i >> 1]! : 0));
  return [{ w: ndarray(weights, w.shape), b: ndarray([b.data[0]!, b.data[1]! + by[12]!], [2]) }];
}

describe('shiftedMargin', () => {
  it.each(shiftBalls)('is the least over shifts of the ball, attained at one: %s', (ball) => {
    const numbers = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(numbers, numbers, fc.array(numbers, { minLength: 20, maxLength: 20 }), (w, x, draws) => {
        const margin = (by: readonly number[]) =>
          (w[0]! + by[0]!) * x[0]! + (w[1]! + by[1]!) * x[1]! + w[2]! + by[2]!;
        const norm = (by: readonly number[]) =>
          ball === 'l2' ? Math.hypot(...by) : Math.max(...by.map(Math.abs));
        const slope = Float32Array.of(w[0]!, w[1]!);
        const point = Float32Array.of(x[0]!, x[1]!);
        const least = shiftedMargin({ ball, shift: 0.3, width: 2 }, margin([0, 0, 0]), point, slope, 0);
        const extended = [x[0]!, x[1]!, 1];
        const worst = extended.map(
          (v) => -0.3 * (ball === 'l2' ? v / Math.hypot(...extended) : Math.sign(v)),
        );
        expect(least).toBeCloseTo(margin(worst), 4);
        for (const draw of draws) {
          const size = norm(draw) || 1;
          expect(margin(draw.map((v) => 0.3 * (v / size)))).toBeGreaterThan(least - 1e-4);
        }
        const step = 1e-3;
        const moved = Float32Array.of(x[0]! + step, x[1]!);
        const after = shiftedMargin(
          { ball, shift: 0.3, width: 2 },
          margin([0, 0, 0]) + w[0]! * step,
          moved,
          Float32Array.of(0, 0),
          0,
        );
        if (Math.abs(x[0]!) > 0.01) expect((after - least) / step).toBeCloseTo(slope[0]!, 1);
      }),
      { numRuns: 60 },
    );
  });
});

describe('worstCaseProbability', () => {
  const moments = fc.record({
    mean: fc.double({ min: 0.01, max: 3, noNaN: true }),
    deviation: fc.double({ min: 0, max: 2, noNaN: true }),
    distance: fc.double({ min: 0, max: 1, noNaN: true }),
  });

  it('is the most that Cantelli allows anywhere in the disc of moments', () => {
    fc.assert(
      fc.property(moments, (given) => {
        const { mean, deviation, distance } = given;
        let most = 0;
        for (let i = 0; i < 720; i += 1) {
          const a = mean + distance * Math.cos((i * Math.PI) / 360);
          const s = Math.max(0, deviation + distance * Math.sin((i * Math.PI) / 360));
          most = Math.max(most, a <= 0 ? 1 : s ** 2 / (s ** 2 + a ** 2));
        }
        const worst = worstCaseProbability(given);
        expect(worst).toBeGreaterThan(most - 1e-9);
        if (worst < 1) expect(worst - most).toBeLessThan(1e-3);
      }),
    );
  });

  it('is attained by a distribution of two points', () => {
    const { mean, deviation } = { mean: 1.2, deviation: 0.7 };
    const worst = worstCaseProbability({ mean, deviation, distance: 0 });
    // 0 with that probability, else a value that makes up for it, has these moments.
    const other = mean / (1 - worst);
    expect((1 - worst) * other ** 2 - mean ** 2).toBeCloseTo(deviation ** 2, 10);
  });

  it('is at most what is left over exactly where the reliable margin is not negative', () => {
    fc.assert(
      fc.property(moments, fc.double({ min: 0.05, max: 0.95, noNaN: true }), (given, reliability) => {
        const left = reliableMargin(given, reliability);
        if (Math.abs(left) < 1e-6) return;
        expect(worstCaseProbability(given) <= 1 - reliability).toBe(left > 0);
      }),
    );
  });
});

describe('roar', () => {
  it.each(shiftBalls)('keeps its margin under every shift of a linear model: %s', async (ball) => {
    const given = problem(straight, { margins: [0.2], options: { shift: 0.05, ball } });
    const { delta, valid } = (await roar.solve(given)).byMargin[0]!;
    const points = addScaled(given.x, delta);
    expect(valid.reduce((sum, ok) => sum + ok, 0)).toBeGreaterThan(valid.length / 2);
    const stream = randomStream(1, 'shifts');
    valid.forEach((ok, row) => {
      if (ok === 0) return;
      const point = rowOf(points, row);
      const extended = [...point, 1];
      const length = Math.hypot(...extended);
      const worst = extended.map((v) => -0.05 * (ball === 'l2' ? v / length : Math.sign(v)));
      expect(denseMargin(shiftedBy(straight, worst), point)).toBeGreaterThan(0.2 - 1e-4);
      const drawn = Array.from(stream.normal([13]).data);
      const size = ball === 'l2' ? Math.hypot(...drawn) : Math.max(...drawn.map(Math.abs));
      const random = drawn.map((v) => (0.05 * v) / size);
      expect(denseMargin(shiftedBy(straight, random), point)).toBeGreaterThan(0.2 - 1e-4);
    });
  });

  it('with no shift asks for what the plain optimum asks for, with a shift for more', async () => {
    const given = problem(straight, { margins: [0.2] });
    const [least] = (await linear.solve(given)).byMargin;
    const costs = async (shift: number) =>
      (await roar.solve({ ...given, options: { shift } })).byMargin[0]!.cost;
    const [none, some] = [await costs(0), await costs(0.1)];
    const both = Array.from(none.keys()).filter((row) => least!.cost[row]! > 0 && some[row]! > 0);
    const total = (of: Float32Array) => both.reduce((sum, row) => sum + of[row]!, 0);
    expect(total(none) / total(least!.cost)).toBeLessThan(1.4);
    expect(total(some)).toBeGreaterThan(total(none));
  });
});

describe('dirrac', () => {
  it('holds as often as it says, and more, when weights are drawn', async () => {
    const settings = { spread: 0.1, relativeSpread: 0, radius: 0, reliability: 0.8 };
    const given = problem(straight, { margins: [0], options: settings });
    const { delta, valid } = (await dirrac.solve(given)).byMargin[0]!;
    const points = addScaled(given.x, delta);
    const stream = randomStream(2, 'weights');
    let [served, least] = [0, 1];
    valid.forEach((ok, row) => {
      if (ok === 0) return;
      served += 1;
      let holds = 0;
      for (let draw = 0; draw < 400; draw += 1) {
        const by = stream.normal([13]).data.map((v) => 0.1 * v);
        if (denseMargin(shiftedBy(straight, by), rowOf(points, row)) > 0) holds += 1;
      }
      least = Math.min(least, holds / 400);
    });
    expect(served).toBeGreaterThan(valid.length / 2);
    // Two deviations, which for normal weights is 97.7 %; for the worst distribution 80 %.
    expect(least).toBeGreaterThan(0.95);
  });

  it('asks for more the less is known', async () => {
    const total = async (options: object) => {
      const { cost } = (await dirrac.solve(problem(straight, { margins: [0.2], options }))).byMargin[0]!;
      return cost;
    };
    const [sure, unsure] = [
      await total({ spread: 0, radius: 0 }),
      await total({ spread: 0.05, radius: 0.05 }),
    ];
    const both = Array.from(sure.keys()).filter((row) => sure[row]! > 0 && unsure[row]! > 0);
    expect(both.length).toBeGreaterThan(5);
    const sum = (of: Float32Array) => both.reduce((all, row) => all + of[row]!, 0);
    expect(sum(unsure)).toBeGreaterThan(sum(sure));
  });
});
