import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { preActivations } from '../intervals.ts';
import { cutGraphs, graphPieces } from './graph-pieces.ts';
import { jointSupport, supportPoint } from './joint-support.ts';

const real = (least: number, most: number) => fc.double({ min: least, max: most, noNaN: true });
const grid = fc.option(
  fc.record({ scale: fc.constantFrom(0.05, 0.25, 1), bits: fc.constantFrom(1, 2, 4, 8) }),
);
const rounded = (s: number, to: { scale: number; bits: number } | null): number => {
  const t = Math.max(0, s);
  return to === null ? t : Math.min(2 ** to.bits - 1, Math.round(t / to.scale)) * to.scale;
};
const between = (share: number, low: number, high: number): number => low + share * (high - low);

const anyUnit = fc
  .record({
    ends: fc.tuple(real(-2, 2), real(-2, 2), real(-2, 2), real(-2, 2)),
    difference: fc.tuple(real(0, 1), real(0, 1)),
    on: fc.tuple(real(-1, 1), real(-1, 1), real(-1, 1), real(-1, 1)),
    teacher: grid,
    student: grid,
  })
  .map(({ ends: [a, b, c, d], difference: [p, q], on, teacher, student }) => {
    const before = preActivations(1);
    const put = (name: 'teacher' | 'student' | 'difference', one: number, other: number): void => {
      before[name].low[0] = Math.min(one, other);
      before[name].high[0] = Math.max(one, other);
    };
    put('teacher', a, b);
    put('student', c, d);
    const { teacher: z, student: y } = before;
    const [least, most] = [y.low[0]! - z.high[0]!, y.high[0]! - z.low[0]!];
    put('difference', between(p, least, most), between(q, least, most));
    const graph = { before, teacher: graphPieces(1), student: graphPieces(1) };
    cutGraphs(z, teacher, 2 ** -53, graph.teacher);
    cutGraphs(y, student, 2 ** -53, graph.student);
    return { graph, before, on, teacher, student };
  });

describe('jointSupport', () => {
  it('is reached by no point of the hexagon, and by one of a dense grid nearly', () => {
    fc.assert(
      fc.property(anyUnit, ({ graph, before, on: [onG, onH, slopeY, slopeZ], teacher, student }) => {
        const found = supportPoint();
        jointSupport(graph, 0, onG, onH, slopeY, slopeZ, found);
        const { teacher: z, student: y, difference } = before;
        const steps = 120;
        let most = -Infinity;
        for (let a = 0; a <= steps; a += 1) {
          const ofZ = between(a / steps, z.low[0]!, z.high[0]!);
          const [least, highest] = [
            Math.max(y.low[0]!, ofZ + difference.low[0]!),
            Math.min(y.high[0]!, ofZ + difference.high[0]!),
          ];
          if (least > highest) continue;
          for (let b = 0; b <= steps; b += 1) {
            const ofY = between(b / steps, least, highest);
            const value =
              onG * rounded(ofY, student) + onH * rounded(ofZ, teacher) - slopeY * ofY - slopeZ * ofZ;
            most = Math.max(most, value);
          }
        }
        if (most === -Infinity) return;
        expect(found.value).toBeGreaterThanOrEqual(most - 1e-12);
        // Where steps are taken one by one it is exact; else half a step each way is added.
        const loose = [student, teacher].reduce(
          (sum, to, at) =>
            sum + (to !== null && to.scale < 0.5 ? to.scale * Math.abs(at === 0 ? onG : onH) : 0),
          0,
        );
        expect(found.value).toBeLessThanOrEqual(most + loose + 0.12);
      }),
      { numRuns: 60 },
    );
  });

  it('knows of a ReLU and of a difference what is known of them', () => {
    const before = preActivations(1);
    before.teacher.low[0] = before.student.low[0] = -1;
    before.teacher.high[0] = before.student.high[0] = 3;
    before.difference.low[0] = -0.25;
    before.difference.high[0] = 0.25;
    const graph = { before, teacher: graphPieces(1), student: graphPieces(1) };
    cutGraphs(before.teacher, null, 0, graph.teacher);
    cutGraphs(before.student, null, 0, graph.student);
    const at = supportPoint();
    // The chord from above, and 0 or 1 from below.
    jointSupport(graph, 0, 1, 0, 0.75, 0, at);
    expect(at.value).toBeCloseTo(0.75, 12);
    jointSupport(graph, 0, -1, 0, -1, 0, at);
    expect(at.value).toBeCloseTo(0, 12);
    // relu(y) − relu(z) ≤ max(0, δ), and so ≤ (δ + 0.25) / 2.
    jointSupport(graph, 0, 1, -1, 0.5, -0.5, at);
    expect(at.value).toBeCloseTo(0.125, 9);
    // With slopes of 1 it is what an inactive pair leaves.
    jointSupport(graph, 0, 1, -1, 1, -1, at);
    expect(at.value).toBeCloseTo(0.25, 9);
  });
});
