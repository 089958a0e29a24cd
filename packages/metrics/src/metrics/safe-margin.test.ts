import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costRatio, safeMargin, safeMarginPrice, validityDrop } from '../index.ts';

/** A validity drop of `broken` in `valid` people, of `rows` in all. */
const drop = (broken: number, valid = 100, rows = 100) =>
  validityDrop({
    teacherValid: Array.from({ length: rows }, (_, row) => Number(row < valid)),
    studentPredictionAtTeacherRecourse: Array.from({ length: rows }, (_, row) => Number(row >= broken)),
    favourableClass: 1,
  });
const margins = [0, 0.2, 0.4, 0.8];

describe('safeMargin', () => {
  it('interpolates between the margins that enclose 1 %', () => {
    const validityDrops = [drop(50), drop(21), drop(1), drop(0)];
    expect(safeMargin({ margins, validityDrops })).toMatchObject({ value: 0.4, count: 100 });
    const halfway = safeMargin({ margins: [0, 1], validityDrops: [drop(2), drop(0)] });
    expect(halfway.value).toBeCloseTo(0.5, 12);
  });

  it('is the first margin where that is safe already, and the first crossing of several', () => {
    expect(safeMargin({ margins, validityDrops: [drop(1), drop(0), drop(9), drop(9)] }).value).toBe(0);
    const twice = safeMargin({
      margins,
      validityDrops: [drop(3), drop(0), drop(9), drop(0)],
      tolerance: 0.015,
    });
    expect(twice.value).toBeCloseTo(0.1, 12);
  });

  it('is Infinity where no measured margin is safe', () => {
    expect(safeMargin({ margins, validityDrops: [drop(9), drop(9), drop(9), drop(2)] })).toMatchObject({
      value: Infinity,
      count: 100,
    });
  });

  it('passes over undefined margins and is NaN where all are', () => {
    const nobody = drop(0, 0);
    expect(safeMargin({ margins, validityDrops: [drop(2), nobody, drop(0), nobody] }).value).toBeCloseTo(
      0.2,
      12,
    );
    expect(safeMargin({ margins: [0], validityDrops: [nobody] })).toMatchObject({
      value: Number.NaN,
      count: 0,
    });
  });

  it('never rises when every drop falls', () => {
    const drops = fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(drops, (pairs) => {
        const high = pairs.map(([low, more]) => drop(Math.min(100, low + more)));
        const low = pairs.map(([less]) => drop(less));
        const safer = safeMargin({ margins, validityDrops: low }).value;
        expect(safer).toBeLessThanOrEqual(safeMargin({ margins, validityDrops: high }).value);
      }),
    );
  });

  it('refuses margins that do not ascend, and drops of other people or of another number', () => {
    const validityDrops = [drop(1), drop(1)];
    expect(() => safeMargin({ margins: [0, 0], validityDrops })).toThrow('margins[1] does not fit');
    expect(() => safeMargin({ margins: [-1, 0], validityDrops })).toThrow('margins[0]');
    expect(() => safeMargin({ margins: [0], validityDrops })).toThrow('number of validity drops');
    expect(() => safeMargin({ margins: [0, 1], validityDrops: [drop(1), drop(1, 10, 10)] })).toThrow(
      'number of rows',
    );
    expect(() => safeMargin({ margins: [], validityDrops: [] })).toThrow('number of rows');
    expect(() => safeMargin({ margins: [0, 1], validityDrops, tolerance: Number.NaN })).toThrow('tolerance');
  });
});

describe('safeMarginPrice', () => {
  const valid = (count: number) => Array.from({ length: 100 }, (_, row) => Number(row < count));
  const costing = (cost: number) => new Array<number>(100).fill(cost);
  const ratios = (valids: readonly number[][], costs: readonly number[][]) =>
    valids.map((flags, index) =>
      costRatio({ valid: flags, cost: costs[index]!, baseValid: valids[0]!, baseCost: costs[0]! }),
    );

  it('is the quotient of mean costs, interpolated as the margin is', () => {
    const price = safeMarginPrice({
      margins: [0, 1],
      validityDrops: [drop(2), drop(0)],
      costRatios: ratios([valid(100), valid(100)], [costing(2), costing(3)]),
    });
    expect(price).toMatchObject({ value: 1.25, count: 100 });
  });

  it('compares the same people: those who drop out at the higher margin do not make it cheaper', () => {
    const dear = Array.from({ length: 100 }, (_, row) => (row < 50 ? 1 : 9));
    const price = safeMarginPrice({
      margins: [0, 1],
      validityDrops: [drop(9), drop(0, 50)],
      costRatios: ratios([valid(100), valid(50)], [dear, dear.map((cost) => cost * 2)]),
      tolerance: 0,
    });
    expect(price).toMatchObject({ value: 2, count: 50 });
  });

  it('is 1 at margin 0, and undefined beyond the measured margins', () => {
    const one = { margins: [0], costRatios: ratios([valid(100)], [costing(2)]) };
    expect(safeMarginPrice({ ...one, validityDrops: [drop(0)] }).value).toBe(1);
    expect(safeMarginPrice({ ...one, validityDrops: [drop(9)] })).toMatchObject({
      value: Number.NaN,
      count: 0,
    });
    const free = { ...one, costRatios: ratios([valid(100)], [costing(0)]), validityDrops: [drop(0)] };
    expect(safeMarginPrice(free)).toMatchObject({ value: Number.NaN, count: 0 });
  });

  it('needs the margin 0, a ratio for each margin and finite costs of the same people', () => {
    const one = { validityDrops: [drop(0)], costRatios: ratios([valid(100)], [costing(2)]) };
    expect(() => safeMarginPrice({ ...one, margins: [0.2] })).toThrow('first margin');
    expect(() => safeMarginPrice({ ...one, margins: [0], costRatios: [] })).toThrow('number of cost ratios');
    const few = costRatio({ valid: [1], cost: [1], baseValid: [1], baseCost: [1] });
    expect(() => safeMarginPrice({ ...one, margins: [0], costRatios: [few] })).toThrow('number of rows');
    expect(() => ratios([valid(1)], [costing(Infinity)])).toThrow('costRatio: cost[0]');
  });
});
