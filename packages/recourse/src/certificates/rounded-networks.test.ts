import { denseNetwork } from '@cfq/network';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { boundDifference } from './bound-difference.ts';
import { logitsAt, marginOf } from './testing/network-pairs.ts';
import { placed, points, pointsOf, violation } from './testing/placed-boxes.ts';
import { anyRoundedPair, roundedPair } from './testing/rounded-pairs.ts';

describe('the bounds of networks that round', () => {
  it.each(['exact', 'float32'] as const)(
    'are never exceeded by a point of the box, %s arithmetic',
    (arithmetic) => {
      const cases = fc.record({
        options: anyRoundedPair,
        where: fc.nat(),
        radii: fc.constantFrom([0], [0, 0.01, 0.1], [0.05, 1]),
        target: fc.constantFrom(0, 1),
      });
      fc.assert(
        fc.property(cases, ({ options, where, radii, target }) => {
          const { draw, problem } = placed(
            options,
            where,
            { radii, target, arithmetic, iterations: where % 3 },
            roundedPair(options),
          );
          const round = arithmetic === 'float32' ? Math.fround : undefined;
          let worst = -Infinity;
          for (const { radius, interval, linear } of boundDifference(problem)) {
            for (let row = 0; row < points; row += 1) {
              for (const point of pointsOf(problem, row, radius, draw)) {
                const teacher = logitsAt(problem.teacher, point, round);
                const student = logitsAt(problem.student, point, round);
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

  it('are the difference itself at a point, where columns and outputs of both are rounded', () => {
    fc.assert(
      fc.property(anyRoundedPair, fc.nat(), (options, where) => {
        const plain = { ...options, sums: { teacher: 0, student: 0 } };
        const { problem } = placed(
          plain,
          where,
          { radii: [0], target: 1, arithmetic: 'exact' },
          roundedPair(plain),
        );
        const [{ linear }] = boundDifference(problem) as [ReturnType<typeof boundDifference>[number]];
        for (let row = 0; row < points; row += 1) {
          const width = problem.x.shape[1]!;
          const point = problem.x.data.subarray(row * width, (row + 1) * width);
          const [teacher, student] = [logitsAt(problem.teacher, point), logitsAt(problem.student, point)];
          const own = marginOf(student, 1);
          expect(linear.studentLow[row]).toBeCloseTo(own, 9);
          expect(linear.studentHigh[row]).toBeCloseTo(own, 9);
          expect(linear.shortfall[row]).toBeCloseTo(marginOf(teacher, 1) - own, 9);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('see nothing of a box within one step', () => {
    const inputGrid = { scale: Float32Array.of(0.5), offset: Float32Array.of(0), lowest: -4, highest: 3 };
    const teacher = denseNetwork([{ weight: [[0, 1]] }], { inputGrid });
    const student = denseNetwork([{ weight: [[0, 1.5]] }], { inputGrid });
    const at = (radius: number) =>
      boundDifference({
        ...{ teacher, student, arithmetic: 'exact' },
        ...{ x: { data: Float32Array.of(0.6), shape: [1, 1] }, radii: [radius] },
      })[0]!.linear;
    expect([at(0.1).studentLow[0], at(0.1).studentHigh[0]]).toEqual([
      expect.closeTo(0.75, 9),
      expect.closeTo(0.75, 9),
    ]);
    // From 0.4 on is 0.5 too, and so is all up to 0.75; beyond that it is 1.
    expect(at(0.2).studentHigh[0]).toBeCloseTo(1.5, 9);
    expect(at(0.2).studentLow[0]).toBeCloseTo(0.75, 9);
  });

  it('are refused where the networks do not read the same', () => {
    const grid = { scale: Float32Array.of(0.5), offset: Float32Array.of(0), lowest: -4, highest: 3 };
    const plain = denseNetwork([{ weight: [[0, 1]] }]);
    const sumGrids = [{ scale: 1, lowest: -4, highest: 4, bias: Float32Array.of(0) }];
    const front = { weight: [[1]], activation: 'linear' as const };
    const pairs = [
      [{ ...plain, inputGrid: grid }, plain],
      [
        { ...plain, inputGrid: grid },
        { ...plain, inputGrid: { ...grid, highest: 4 } },
      ],
      [
        { ...plain, inputGrid: grid },
        { ...plain, inputGrid: { ...grid, scale: Float32Array.of(0.25) } },
      ],
      [
        denseNetwork([{ ...front, sumGrids }, { weight: [[0, 1]] }]),
        denseNetwork([{ ...front, weight: [[2]], sumGrids }, { weight: [[0, 1]] }]),
      ],
    ] as const;
    for (const [teacher, student] of pairs) {
      const x = { data: Float32Array.of(0.6), shape: [1, 1] };
      expect(() => boundDifference({ teacher, student, x, radii: [0] })).toThrow(/read the same columns/);
    }
  });
});
