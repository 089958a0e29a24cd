import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootstrapIntervals } from '../index.ts';
import {
  actionNorm,
  type ActionNormName,
  diversity,
  meanViolations,
  redundancy,
  violationRate,
} from './index.ts';

const matrix = (...rows: number[][]) => ({ data: rows.flat(), shape: [rows.length, rows[0]?.length ?? 0] });

describe('actionNorm', () => {
  const input = { valid: [1, 0, 1], delta: matrix([3, -4, 0], [9, 9, 9], [0, 0, 1]) };
  it.each<[ActionNormName, number]>([
    ['l0', (2 + 1) / 2],
    ['l1', (7 + 1) / 2],
    ['l2', (5 + 1) / 2],
    ['squared-l2', (25 + 1) / 2],
    ['linf', (4 + 1) / 2],
  ])('%s is what one counts by hand', (norm, expected) => {
    expect(actionNorm({ ...input, norm })).toMatchObject({ value: expected, count: 2 });
  });

  it('is in the units of the scale', () => {
    expect(actionNorm({ ...input, norm: 'l1', scale: [2, 0.5, 10] }).value).toBe((6 + 2 + 10) / 2);
    expect(actionNorm({ ...input, norm: 'l0', scale: [0, 1, 1] }).value).toBe(1);
    expect(actionNorm({ ...input, norm: 'l0', threshold: 3 }).value).toBe(0.5);
  });

  it('keeps the order of norms', () => {
    const entry = fc.float({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(fc.array(entry, { minLength: 3, maxLength: 3 }), (row) => {
        const of = (norm: ActionNormName) => actionNorm({ valid: [1], delta: matrix(row), norm }).value;
        expect(of('linf')).toBeLessThanOrEqual(of('l2') + 1e-9);
        expect(of('l2')).toBeLessThanOrEqual(of('l1') + 1e-9);
        expect(of('squared-l2')).toBeCloseTo(of('l2') ** 2, 6);
        expect(of('l1')).toBeLessThanOrEqual(Math.sqrt(3) * of('l2') + 1e-6);
      }),
    );
  });

  it('refuses another norm, and a scale of another length or below 0', () => {
    expect(() => actionNorm({ ...input, norm: 'l3' as never })).toThrow(
      'actionNorm: norm does not fit (expected one of l0, l1, l2, squared-l2, linf, got "l3"). Choose one of them.',
    );
    expect(() => actionNorm({ ...input, norm: 'l1', scale: [1] })).toThrow('expected 3, got 1');
    expect(() => actionNorm({ ...input, norm: 'l1', scale: [1, -1, 1] })).toThrow('scale[1] does not fit');
  });
});

describe('violations', () => {
  const input = { valid: [1, 1, 1, 0], violations: [0, 2, 1, 7] };
  it('are counted, and so are the actions with any', () => {
    expect(meanViolations(input)).toMatchObject({ value: 1, count: 3 });
    expect(violationRate(input)).toMatchObject({ value: 2 / 3, count: 3 });
    expect(() => violationRate({ ...input, violations: [0, 0.5, 0, 0] })).toThrow(
      'violations[1] does not fit',
    );
  });
});

describe('redundancy', () => {
  it('counts what could be left out', () => {
    const input = {
      valid: [1, 1, 0],
      exists: matrix([1, 1], [1, 0], [1, 1]),
      predictionWithout: matrix([1, 0], [1, 1], [1, 1]),
      favourableClass: 1,
    };
    expect(redundancy(input)).toMatchObject({ value: 1, count: 2 });
    expect(redundancy({ ...input, favourableClass: 0 })).toMatchObject({ value: 0.5, count: 2 });
  });
});

describe('diversity', () => {
  const answers = [
    { valid: [1, 1, 1], delta: matrix([1, 0], [1, 1], [5, 5]) },
    { valid: [1, 1, 0], delta: matrix([0, 2], [1, 1], [0, 0]) },
    { valid: [1, 0, 0], delta: matrix([1, 1], [0, 0], [0, 0]) },
  ];
  it('is what one counts by hand, over the people with two actions or more', () => {
    // L1 distances of the first person: 3, 1 and 2; the second has the same action twice.
    expect(diversity({ answers })).toMatchObject({ value: (6 / 3 + 0) / 2, count: 2 });
    expect(diversity({ answers, kind: 'features' }).value).toBeCloseTo((1 + 0.5 + 1) / 3 / 2, 12);
  });

  it('has the determinant of the kernel by the rule of Sarrus', () => {
    const [a, b, c] = [1 / 4, 1 / 2, 1 / 3];
    const sarrus = 1 + 2 * a * b * c - a * a - b * b - c * c;
    expect(diversity({ answers, kind: 'determinant' }).value).toBeCloseTo(sarrus / 2, 12);
  });

  it('has intervals like everything, and says what is missing', () => {
    const { it: found } = bootstrapIntervals({ statistics: { it: diversity({ answers }) }, seed: 1 });
    expect([found.lower, found.upper]).toEqual([0, 2]);
    expect(() => diversity({ answers: answers.slice(1, 2) })).toThrow('answers of two or more');
    expect(() => diversity({ answers, kind: 'other' as never })).toThrow(
      'expected one of distance, features',
    );
  });
});
