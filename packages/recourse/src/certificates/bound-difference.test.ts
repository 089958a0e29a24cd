import { decodeWeights, denseNetwork, NetworkError, type DenseLayer } from '@cfq/network';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { RecourseError } from '../recourse-error.ts';
import { anyPair, logitsAt, marginOf, networkPair } from './testing/network-pairs.ts';
import { placed, points } from './testing/placed-boxes.ts';
import { boundDifference, type DifferenceProblem } from './bound-difference.ts';

const anyCase = fc.record({
  pair: anyPair,
  where: fc.nat(),
  radii: fc
    .uniqueArray(fc.constantFrom(0, 0.001, 0.01, 0.05, 0.2, 1, 3), { minLength: 1, maxLength: 4 })
    .map((radii) => radii.sort((a, b) => a - b)),
  target: fc.constantFrom(0, 1),
});

const fields = ['epsilon', 'epsilonMargin', 'shortfall', 'excess', 'studentHigh'] as const;

describe('boundDifference', () => {
  it('is the difference itself at radius 0', () => {
    fc.assert(
      fc.property(anyPair, fc.nat(), (pair, where) => {
        const { problem } = placed(pair, where, { radii: [0], target: 1, arithmetic: 'exact' });
        const [bounds] = boundDifference(problem);
        const width = pair.widths[0]!;
        for (let row = 0; row < points; row += 1) {
          const point = problem.x.data.subarray(row * width, (row + 1) * width);
          const teacher = logitsAt(problem.teacher, point);
          const student = logitsAt(problem.student, point);
          const epsilon = Math.max(...teacher.map((value, label) => Math.abs(value - student[label]!)));
          for (const found of [bounds!.interval, bounds!.linear]) {
            expect(found.epsilon[row]).toBeCloseTo(epsilon, 9);
            expect(found.studentLow[row]).toBeCloseTo(marginOf(student, 1), 9);
            expect(found.studentHigh[row]).toBeCloseTo(marginOf(student, 1), 9);
            if (pair.widths.at(-1) !== 2) continue;
            const change = marginOf(student, 1) - marginOf(teacher, 1);
            expect(found.excess[row]).toBeCloseTo(change, 9);
            expect(found.shortfall[row]).toBeCloseTo(-change, 9);
          }
        }
      }),
    );
  });

  it('covers float32 at radius 0 by no more than 1e-4 on small networks', () => {
    fc.assert(
      fc.property(anyPair, fc.nat(), (pair, where) => {
        fc.pre(pair.activationBits === null);
        const { problem } = placed(pair, where, { radii: [0], target: 1 });
        const [exact] = boundDifference({ ...problem, arithmetic: 'exact' });
        const [covering] = boundDifference(problem);
        covering!.linear.epsilon.forEach((value, row) => {
          expect(value).toBeGreaterThan(exact!.linear.epsilon[row]!);
          expect(value).toBeLessThan(exact!.linear.epsilon[row]! + 1e-4);
        });
      }),
    );
  });

  it('is exact on linear models: Σ |Δw_j| r_j and the difference at the centre', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.nat(), fc.constantFrom(2, 4, 8), (width, seed, bits) => {
        const pair = { widths: [width, 2], seed, bits, activationBits: null };
        const { problem } = placed(pair, seed + 1, { radii: [0.3], target: 1, arithmetic: 'exact' });
        const [{ interval, linear }] = boundDifference(problem) as [
          ReturnType<typeof boundDifference>[number],
        ];
        const [f, q] = [problem.teacher.layers[0]!, problem.student.layers[0]!];
        const [fine, coarse] = [decodeWeights(f.weight).data, decodeWeights(q.weight).data];
        const change = (j: number, label: number) => coarse[2 * j + label]! - fine[2 * j + label]!;
        for (let row = 0; row < points; row += 1) {
          const of = (term: (j: number, x: number, r: number) => number) =>
            Array.from({ length: width }, (_, j) =>
              term(j, problem.x.data[row * width + j]!, 0.3 * problem.columns[j]!),
            ).reduce((a, b) => a + b, 0);
          const bias = [0, 1].map((label) => q.bias[label]! - f.bias[label]!);
          const epsilons = [0, 1].map(
            (label) =>
              Math.abs(of((j, x) => change(j, label) * x) + bias[label]!) +
              of((j, _, r) => Math.abs(change(j, label)) * r),
          );
          const centre = of((j, x) => (change(j, 1) - change(j, 0)) * x) + bias[1]! - bias[0]!;
          const reach = of((j, _, r) => Math.abs(change(j, 1) - change(j, 0)) * r);
          for (const found of [interval, linear]) {
            expect(found.epsilon[row]).toBeCloseTo(Math.max(...epsilons), 10);
            expect(found.excess[row]).toBeCloseTo(centre + reach, 10);
            expect(found.shortfall[row]).toBeCloseTo(reach - centre, 10);
            expect(found.epsilonMargin[row]).toBeCloseTo(Math.abs(centre) + reach, 10);
          }
        }
      }),
    );
  });

  it('grows with the radius and is never looser with linear relaxation', () => {
    fc.assert(
      fc.property(anyCase, ({ pair, where, radii, target }) => {
        const { problem } = placed(pair, where, { radii, target });
        const bounds = boundDifference(problem);
        bounds.forEach(({ interval, linear }, at) => {
          for (let row = 0; row < points; row += 1) {
            for (const name of fields) expect(linear[name][row]).toBeLessThanOrEqual(interval[name][row]!);
            expect(linear.studentLow[row]).toBeGreaterThanOrEqual(interval.studentLow[row]!);
            const larger = bounds[at + 1];
            if (larger === undefined) continue;
            for (const method of ['interval', 'linear'] as const) {
              const [here, there] = [bounds[at]![method], larger[method]];
              for (const name of fields)
                expect(here[name][row]).toBeLessThanOrEqual(there[name][row]! + 1e-12);
              expect(here.studentLow[row]).toBeGreaterThanOrEqual(there.studentLow[row]! - 1e-12);
            }
          }
        });
      }),
    );
  });

  it('gives nested boxes nested intervals, wherever the smaller one lies', () => {
    fc.assert(
      fc.property(anyPair, fc.nat(), fc.constantFrom(0.01, 0.1, 1), (pair, where, radius) => {
        const { draw, problem } = placed(pair, where, { radii: [radius], target: 1 });
        const width = pair.widths[0]!;
        const share = draw();
        const x = {
          data: Float32Array.from(problem.x.data, (value, at) => {
            const reach = (1 - share) * radius * problem.columns[at % width]! * 0.999;
            return value + (2 * draw() - 1) * reach;
          }),
          shape: problem.x.shape,
        };
        const [outer] = boundDifference(problem);
        const [inner] = boundDifference({ ...problem, x, radii: [radius * share * 0.999] });
        for (let row = 0; row < points; row += 1) {
          for (const name of fields) {
            expect(inner!.interval[name][row]).toBeLessThanOrEqual(outer!.interval[name][row]! + 1e-12);
          }
        }
      }),
    );
  });

  it('holds whatever is done to the student: no bound where teacher and student are the same and evaluated exactly', () => {
    const { teacher } = networkPair({ widths: [3, 6, 5, 2], seed: 4, bits: 4, activationBits: null });
    const x = { data: Float32Array.of(0.5, -1, 0.25), shape: [1, 3] };
    for (const { interval, linear } of boundDifference({
      teacher,
      student: teacher,
      x,
      radii: [0, 0.1, 1],
      arithmetic: 'exact',
    })) {
      expect(interval.epsilon[0]).toBeLessThan(1e-12);
      expect(linear.epsilonMargin[0]).toBeLessThan(1e-12);
    }
  });

  it('takes no points at all', () => {
    const pair = networkPair({ widths: [2, 3, 2], seed: 1, bits: 4, activationBits: 8 });
    const [bounds] = boundDifference({
      ...pair,
      x: { data: new Float32Array(0), shape: [0, 2] },
      radii: [0.1],
    });
    expect(bounds!.linear.epsilon).toHaveLength(0);
  });

  it('refuses what does not fit, naming it', () => {
    const pair = networkPair({ widths: [2, 3, 2], seed: 1, bits: 4, activationBits: 8 });
    const fits = { ...pair, x: { data: Float32Array.of(0, 0), shape: [1, 2] }, radii: [0.1] };
    const refused = (change: Partial<DifferenceProblem>, words: RegExp) => {
      const attempt = () => boundDifference({ ...fits, ...change });
      expect(attempt).toThrow(RecourseError);
      expect(attempt).toThrow(words);
    };
    const { teacher } = pair;
    const [first, last] = teacher.layers as [DenseLayer, DenseLayer];
    const deeper = networkPair({ widths: [2, 3, 3, 2], seed: 1, bits: 4, activationBits: 8 });
    refused({ student: deeper.student }, /same layers \(expected widths 2-3-2, got 2-3-3-2\)/);
    refused({ teacher: { ...teacher, layers: [{ ...first, activation: 'linear' }, last] } }, /ReLU between/);
    refused(
      Object.fromEntries(
        ['teacher', 'student'].map((name) => [
          name,
          denseNetwork([{ weight: [[1, 2]] }, { weight: [[1], [1]] }]),
        ]),
      ),
      /width of the networks \(expected 1 columns, got 2\)/,
    );
    const single = denseNetwork([{ weight: [[1], [1]] }]);
    refused({ teacher: single, student: single }, /two classes or more/);
    refused({ x: { data: Float32Array.of(0, NaN), shape: [1, 2] } }, /finite/);
    refused({ x: { data: Float32Array.of(0, 0), shape: [2] } }, /\[n, d\]/);
    refused({ radii: [0.1, 0] }, /ascending/);
    refused({ radii: [] }, /none/);
    refused({ columns: [1] }, /expected 2/);
    refused({ columns: [1, -1] }, /at least 0/);
    refused({ target: 2 }, /0…1/);
    const broken = { ...teacher, layers: [{ ...first, bias: Float32Array.of(0, Infinity, 0) }, last] };
    expect(() => boundDifference({ ...fits, teacher: broken })).toThrow(NetworkError);
  });
});
