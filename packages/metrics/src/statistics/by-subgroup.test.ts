import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bootstrapIntervals,
  bySubgroup,
  feasibleRate,
  meanCost,
  safeMargin,
  validityDrop,
} from '../index.ts';

describe('bySubgroup', () => {
  it('evaluates the metric within each group and names the largest gap', () => {
    const statistic = feasibleRate({ valid: [1, 1, 0, 0, 1, 0, 1] });
    const found = bySubgroup({ statistic, levels: ['a', 'b', 'c'], codes: [0, 0, 0, 1, 1, 1, 2] });
    expect(found.levels['a']).toMatchObject({ value: 2 / 3, count: 3 });
    expect(found.levels['b']).toMatchObject({ value: 1 / 3, count: 3 });
    expect(found.levels['c']).toMatchObject({ value: 1, count: 1 });
    expect(found).toMatchObject({ highest: 'c', lowest: 'b' });
    expect(found.gap.value).toBeCloseTo(2 / 3, 12);
    expect(found.gap.count).toBe(1);
  });

  it('leaves undefined and empty groups out of the gap', () => {
    const statistic = meanCost({ valid: [1, 0, 1], cost: [1, 9, 4] });
    const levels = ['a', 'b', 'c', 'empty'];
    const found = bySubgroup({ statistic, levels, codes: [0, 1, 2] });
    expect(found.levels['b']).toMatchObject({ value: NaN, count: 0 });
    expect(found.levels['empty']).toMatchObject({ value: NaN, count: 0 });
    expect(found.gap).toMatchObject({ value: 3, count: 1 });
  });

  it('has no gap with fewer than two groups, or between two infinite margins', () => {
    const one = bySubgroup({ statistic: feasibleRate({ valid: [1, 0] }), levels: ['a', 'b'], codes: [0, 0] });
    expect(one.gap).toMatchObject({ value: NaN, count: 0 });
    expect(one.highest).toBeUndefined();
    const drop = validityDrop({
      teacherValid: [1, 1],
      studentPredictionAtTeacherRecourse: [0, 0],
      target: 1,
    });
    const statistic = safeMargin({ margins: [0], validityDrops: [drop] });
    expect(bySubgroup({ statistic, levels: ['a', 'b'], codes: [0, 1] }).gap).toMatchObject({
      value: NaN,
      count: 0,
    });
  });

  it('agrees with computing the metric on the rows of the group, also after resampling', () => {
    const people = fc.array(fc.tuple(fc.nat(1), fc.nat(2)), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(people, fc.array(fc.nat(999)), (rows, picks) => {
        const valid = rows.map(([flag]) => flag);
        const codes = rows.map(([, code]) => code);
        const levels = ['0', '1', '2'];
        const found = bySubgroup({ statistic: feasibleRate({ valid }), levels, codes });
        const indices = Int32Array.from(picks, (pick) => pick % rows.length);
        levels.forEach((level, code) => {
          const members = [...indices].filter((row) => codes[row] === code);
          const alone = feasibleRate({ valid: members.map((row) => valid[row]!) });
          const { value, count } = found.levels[level]!.over(indices);
          expect({ value, count }).toEqual({ value: alone.value, count: alone.count });
        });
      }),
    );
  });

  it('gives statistics with intervals, gap included', () => {
    const valid = Array.from({ length: 90 }, (_, row) => Number(row % 3 > 0));
    const codes = valid.map((_, row) => Number(row < 30));
    const { levels, gap } = bySubgroup({ statistic: feasibleRate({ valid }), levels: ['a', 'b'], codes });
    const found = bootstrapIntervals({ statistics: { a: levels['a']!, gap } });
    expect(found.a.lower).toBeLessThan(2 / 3);
    expect(found.gap.upper).toBeGreaterThan(0.05);
  });

  it('refuses codes of other people or of no level', () => {
    const input = { statistic: feasibleRate({ valid: [1, 0] }), levels: ['a'] };
    expect(() => bySubgroup({ ...input, codes: [0] })).toThrow('codes.length');
    expect(() => bySubgroup({ ...input, codes: [0, 1] })).toThrow('codes[1]');
    expect(() => bySubgroup({ ...input, codes: [0, NaN] })).toThrow('codes[1]');
  });
});
