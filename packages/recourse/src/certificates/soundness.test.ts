import { denseNetwork } from '@cfq/network';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { anyPair, logitsAt, marginOf, networkPair } from './testing/network-pairs.ts';
import { placed, points, pointsOf, violation } from './testing/placed-boxes.ts';
import { boundDifference } from './bound-difference.ts';

const anyCase = fc.record({
  pair: anyPair,
  where: fc.nat(),
  radii: fc
    .uniqueArray(fc.constantFrom(0, 0.001, 0.01, 0.05, 0.2, 1, 3), { minLength: 1, maxLength: 4 })
    .map((radii) => radii.sort((a, b) => a - b)),
  target: fc.constantFrom(0, 1),
  iterations: fc.constantFrom(0, 1, 6),
});

describe('the bounds of boundDifference', () => {
  it.each(['exact', 'float32'] as const)(
    'is never exceeded by a point of the box, %s arithmetic',
    (arithmetic) => {
      fc.assert(
        fc.property(anyCase, ({ pair, where, radii, target, iterations }) => {
          const { draw, problem } = placed(pair, where, { radii, target, arithmetic, iterations });
          const round = arithmetic === 'float32' ? Math.fround : undefined;
          // Sums in a random order, anew for every layer.
          const shuffled = (n: number) =>
            Array.from({ length: n }, (_, at) => ({ at, key: draw() }))
              .sort((a, b) => a.key - b.key)
              .map(({ at }) => at);
          let worst = -Infinity;
          for (const { radius, interval, linear } of boundDifference(problem)) {
            for (let row = 0; row < points; row += 1) {
              for (const point of pointsOf(problem, row, radius, draw)) {
                const teacher = logitsAt(problem.teacher, point, round, round && shuffled);
                const student = logitsAt(problem.student, point, round, round && shuffled);
                worst = Math.max(
                  worst,
                  violation(interval, row, teacher, student, target),
                  violation(linear, row, teacher, student, target),
                );
              }
            }
          }
          expect(worst).toBeLessThanOrEqual(0);
        }),
        { numRuns: 200 },
      );
    },
  );

  it.each([0.02, 0.1, 0.5])('holds in networks of the size that is used, radius %s', (radius) => {
    for (let seed = 0; seed < 4; seed += 1) {
      const options = { widths: [12, 64, 32, 16, 2], seed, bits: [null, 3, 4, 8][seed]!, activationBits: 8 };
      const { draw, problem } = placed(options, seed, { radii: [radius], target: 1, iterations: 4 });
      const [bounds] = boundDifference(problem);
      let worst = -Infinity;
      for (let row = 0; row < points; row += 1) {
        for (const point of pointsOf(problem, row, radius, draw)) {
          const teacher = logitsAt(problem.teacher, point, Math.fround);
          const student = logitsAt(problem.student, point, Math.fround);
          worst = Math.max(worst, violation(bounds!.linear, row, teacher, student, 1));
        }
      }
      expect(worst).toBeLessThanOrEqual(0);
    }
  });

  it('lets either code be taken where an activation is in the middle between two', () => {
    const layers = [{ weight: [[1]] }, { weight: [[0, 1]] }];
    // 0.1 in float32 times 5 is in the middle between codes 0 and 1, up to a rounding.
    const scale = Math.fround(0.2);
    const grid = { scale, bits: 4 };
    const [bounds] = boundDifference({
      teacher: denseNetwork(layers),
      student: denseNetwork([{ ...layers[0]!, grid }, layers[1]!]),
      x: { data: Float32Array.of(0.1), shape: [1, 1] },
      radii: [0],
    });
    expect(bounds!.linear.excess[0]).toBeCloseTo(0.1, 5);
    expect(bounds!.linear.shortfall[0]).toBeCloseTo(0.1, 5);
    expect(bounds!.linear.studentLow[0]).toBeCloseTo(0, 5);
    expect(bounds!.linear.studentHigh[0]).toBeCloseTo(scale, 5);
  });

  it('bounds the true maximum of tiny networks from above, found on a dense grid', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.constantFrom(2, 4, 8),
        fc.constantFrom(0.02, 0.1, 0.5),
        (seed, bits, radius) => {
          const pair = { widths: [2, 5, 4, 2], seed, bits, activationBits: 4 };
          const problem = {
            ...networkPair(pair),
            x: { data: Float32Array.of(0.3, -0.2), shape: [1, 2] },
            radii: [radius],
            iterations: seed % 8,
          };
          const [bounds] = boundDifference(problem);
          const steps = 16;
          let shortfall = -Infinity;
          let studentLow = Infinity;
          for (let a = -steps; a <= steps; a += 1) {
            for (let b = -steps; b <= steps; b += 1) {
              const point = [
                0.3 + (a / steps) * radius * (1 - 1e-6),
                -0.2 + (b / steps) * radius * (1 - 1e-6),
              ];
              const student = marginOf(logitsAt(problem.student, point), 1);
              shortfall = Math.max(shortfall, marginOf(logitsAt(problem.teacher, point), 1) - student);
              studentLow = Math.min(studentLow, student);
            }
          }
          expect(bounds!.linear.shortfall[0]).toBeGreaterThanOrEqual(shortfall);
          expect(bounds!.linear.studentLow[0]).toBeLessThanOrEqual(studentLow);
        },
      ),
      { numRuns: 40 },
    );
  });
});
