import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionOverlap, directionSimilarity } from '../index.ts';

const both = { teacherValid: [1, 1, 1, 0], studentValid: [1, 1, 1, 1] };
const matrix = (...rows: number[][]) => ({ data: rows.flat(), shape: [rows.length, rows[0]?.length ?? 0] });
const teacherDelta = matrix([1, 0, 0], [0, 3, 4], [1, 1, 0], [9, 9, 9]);
const studentDelta = matrix([-2, 0, 0], [0, 3, 4], [1, 0, 1], [0, 0, 1]);

describe('directionSimilarity', () => {
  it('is the mean cosine where both are valid', () => {
    const found = directionSimilarity({ ...both, teacherDelta, studentDelta });
    expect(found.value).toBeCloseTo((-1 + 1 + 0.5) / 3, 7);
    expect(found.count).toBe(3);
  });

  it('gives an empty student action 0', () => {
    const nothing = { data: new Float32Array(12), shape: [4, 3] };
    expect(directionSimilarity({ ...both, teacherDelta, studentDelta: nothing }).value).toBe(0);
  });
});

describe('actionOverlap', () => {
  it('is the mean Jaccard index of the supports where both are valid', () => {
    const found = actionOverlap({ ...both, teacherDelta, studentDelta });
    expect(found.value).toBeCloseTo((1 + 1 + 1 / 3) / 3, 7);
    expect(found.count).toBe(3);
  });

  it('leaves changes up to the threshold out of the support', () => {
    const one = { teacherValid: [1], studentValid: [1], teacherDelta: matrix([1, 0.01]) };
    const input = { ...one, studentDelta: matrix([1, 1]), epsilon: 0 };
    expect(actionOverlap({ ...input, threshold: 0.01 }).value).toBe(0.5);
    expect(actionOverlap({ ...input, threshold: 0.009 }).value).toBe(1);
    expect(actionOverlap(input).value).toBe(1);
  });
});

describe('both', () => {
  const entries = fc.float({ min: -5, max: 5, noNaN: true, noDefaultInfinity: true });

  it('are bounded, symmetric in the models, and 1 for a copy', () => {
    const actions = fc.array(fc.tuple(entries, entries, entries), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(actions, (rows) => {
        const valid = { teacherValid: rows.map(() => 1), studentValid: rows.map(() => 1) };
        const left = matrix(...rows.map(([first, second, third]) => [first, second, third + 10]));
        const right = matrix(
          ...[...rows].reverse().map(([first, second, third]) => [third, 10 - first, second]),
        );
        for (const metric of [directionSimilarity, actionOverlap]) {
          const { value } = metric({ ...valid, teacherDelta: left, studentDelta: right });
          expect(Math.abs(value)).toBeLessThanOrEqual(1);
          expect(metric({ ...valid, teacherDelta: right, studentDelta: left }).value).toBeCloseTo(value, 12);
          expect(metric({ ...valid, teacherDelta: left, studentDelta: left }).value).toBeCloseTo(1, 6);
        }
      }),
    );
  });

  it('refuse matrices of another shape, shapes that do not fit and entries that are not finite', () => {
    const wide = { ...both, teacherDelta, studentDelta: { data: new Float32Array(16), shape: [4, 4] } };
    expect(() => directionSimilarity(wide)).toThrow(
      'studentDelta.shape does not fit (expected 4,3, got 4,4)',
    );
    const short = { ...both, teacherDelta, studentDelta: { data: new Float32Array(11), shape: [4, 3] } };
    expect(() => actionOverlap(short)).toThrow('studentDelta.length does not fit (expected 12, got 11)');
    const broken = {
      ...both,
      teacherDelta,
      studentDelta: matrix([0, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, Infinity]),
    };
    expect(() => actionOverlap(broken)).toThrow('studentDelta[11]');
    const good = { ...both, teacherDelta, studentDelta };
    expect(() => directionSimilarity({ ...good, epsilon: Number.NaN })).toThrow('epsilon does not fit');
    expect(() => actionOverlap({ ...good, threshold: -1 })).toThrow('threshold does not fit');
  });
});
