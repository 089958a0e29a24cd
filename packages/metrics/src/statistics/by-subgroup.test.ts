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
    const found = bySubgroup({ statistic, groups: ['a', 'a', 'a', 'b', 'b', 'b', 'c'] });
    expect(found.groups['a']).toMatchObject({ value: 2 / 3, count: 3 });
    expect(found.groups['b']).toMatchObject({ value: 1 / 3, count: 3 });
    expect(found.groups['c']).toMatchObject({ value: 1, count: 1 });
    expect(found).toMatchObject({ highest: 'c', lowest: 'b' });
    expect(found.gap.value).toBeCloseTo(2 / 3, 12);
    expect(found.gap.count).toBe(1);
  });

  it('leaves undefined and empty groups out of the gap', () => {
    const statistic = meanCost({ valid: [1, 0, 1], cost: [1, 9, 4] });
    const levels = ['a', 'b', 'c', 'empty'];
    const found = bySubgroup({ statistic, levels, groups: ['a', 'b', 'c'] });
    expect(found.groups['b']).toMatchObject({ value: NaN, count: 0 });
    expect(found.groups['empty']).toMatchObject({ value: NaN, count: 0 });
    expect(found.gap).toMatchObject({ value: 3, count: 1 });
  });

  it('has no gap with fewer than two groups, or between two infinite margins', () => {
    const one = bySubgroup({
      statistic: feasibleRate({ valid: [1, 0] }),
      levels: ['a', 'b'],
      groups: ['a', 'a'],
    });
    expect(one.gap).toMatchObject({ value: NaN, count: 0 });
    expect(one.highest).toBeUndefined();
    const drop = validityDrop({
      teacherValid: [1, 1],
      studentPredictionAtTeacherRecourse: [0, 0],
      favourableClass: 1,
    });
    const statistic = safeMargin({ margins: [0], validityDrops: [drop] });
    expect(bySubgroup({ statistic, groups: ['a', 'b'] }).gap).toMatchObject({
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
        const found = bySubgroup({ statistic: feasibleRate({ valid }), levels, groups: codes });
        const indices = Int32Array.from(picks, (pick) => pick % rows.length);
        levels.forEach((level, code) => {
          const members = [...indices].filter((row) => codes[row] === code);
          const alone = feasibleRate({ valid: members.map((row) => valid[row]!) });
          const { value, count } = found.groups[level]!.over(indices);
          expect({ value, count }).toEqual({ value: alone.value, count: alone.count });
        });
      }),
    );
  });

  it('gives statistics with intervals, gap included', () => {
    const valid = Array.from({ length: 90 }, (_, row) => Number(row % 3 > 0));
    const sides = valid.map((_, row) => (row < 30 ? 'b' : 'a'));
    const { groups, gap } = bySubgroup({ statistic: feasibleRate({ valid }), groups: sides });
    const found = bootstrapIntervals({ statistics: { a: groups['a']!, gap } });
    expect(found.a.lower).toBeLessThan(2 / 3);
    expect(found.gap.upper).toBeGreaterThan(0.05);
  });

  it('takes a column as it stands, text or numbers, in order of occurrence', () => {
    const statistic = feasibleRate({ valid: [1, 0, 1] });
    expect(Object.keys(bySubgroup({ statistic, groups: ['south', 'north', 'south'] }).groups)).toEqual([
      'south',
      'north',
    ]);
    const byAge = bySubgroup({ statistic, groups: Int32Array.of(40, 25, 40) });
    expect(byAge).toMatchObject({ highest: '40', lowest: '25' });
  });

  it('names the first of equal groups, and compares only those asked for', () => {
    const statistic = feasibleRate({ valid: [1, 1, 0, 0, 1, 0] });
    const groups = ['a', 'b', 'c', 'd', 'e', 'e'];
    expect(bySubgroup({ statistic, groups })).toMatchObject({ highest: 'a', lowest: 'c' });
    const some = bySubgroup({ statistic, groups, among: ['e', 'd'] });
    expect(some).toMatchObject({ highest: 'e', lowest: 'd' });
    expect(some.gap).toMatchObject({ value: 0.5, count: 1 });
    expect(bySubgroup({ statistic, groups, among: ['a'] }).highest).toBeUndefined();
  });

  it('refuses groups of other people or of no level, with the way out', () => {
    const statistic = feasibleRate({ valid: [1, 0] });
    expect(() => bySubgroup({ statistic, groups: ['a'] })).toThrow(
      'bySubgroup: groups.length does not fit (expected 2, got 1). Give the same people everywhere.',
    );
    expect(() => bySubgroup({ statistic, levels: ['a', 'c'], groups: ['a', 'b'] })).toThrow(
      'bySubgroup: groups[1] does not fit (expected one of a, c, got b). Add the group to levels',
    );
  });
});

describe('names of groups', () => {
  const statistic = feasibleRate({ valid: [1, 1, 0, 0] });

  it('are given once: the second would take the place of the first', () => {
    const groups = ['25-40', '25-40', '25-40', '25-40'];
    expect(() => bySubgroup({ statistic, levels: ['25-40', '25-40'], groups })).toThrow(
      'bySubgroup: levels[1] does not fit (expected each name once, got "25-40" again). Merge the two groups',
    );
  });

  it('are text or numbers, and never empty', () => {
    expect(() => bySubgroup({ statistic, levels: ['a', ''], groups: ['a', 'a', 'a', 'a'] })).toThrow(
      'levels[1] does not fit (expected the name of a group, got "")',
    );
    for (const [group, said] of [
      ['', '""'],
      [null, 'null'],
      [undefined, 'undefined'],
      [{}, 'an object'],
    ] as const) {
      expect(() => bySubgroup({ statistic, groups: ['a', 'a', 'a', group] as never })).toThrow(
        `groups[3] does not fit (expected a name or a number, got ${said})`,
      );
    }
    expect(() => bySubgroup({ statistic } as never)).toThrow(
      'groups does not fit (expected an array of names',
    );
    expect(() => bySubgroup({ statistic, groups: 'abcd' })).toThrow('groups does not fit');
  });

  it('are compared only where there are such groups', () => {
    expect(() => bySubgroup({ statistic, groups: ['a', 'a', 'b', 'b'], among: ['a', 'c'] })).toThrow(
      'bySubgroup: among[1] does not fit (expected one of a, b, got c)',
    );
  });
});
