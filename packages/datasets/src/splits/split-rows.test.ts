import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DatasetError } from '../internals/dataset-error.ts';
import { splitRows } from './split-rows.ts';

/** Labels with at least 30 rows of each class. */
const labels = fc
  .tuple(fc.integer({ min: 30, max: 150 }), fc.integer({ min: 30, max: 150 }))
  .chain(([zeros, ones]) =>
    fc
      .shuffledSubarray([...Array<number>(zeros).fill(0), ...Array<number>(ones).fill(1)], {
        minLength: zeros + ones,
      })
      .map((y) => Int32Array.from(y)),
  );
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const ones = (y: Int32Array, rows: Int32Array) => rows.filter((row) => y[row] === 1).length;

describe('splitRows', () => {
  it('covers every row exactly once, in ascending parts', () => {
    fc.assert(
      fc.property(labels, seeds, fc.double({ min: 0.1, max: 0.6, noNaN: true }), (y, seed, test) => {
        const split = splitRows({ y, rule: { kind: 'stratified', test }, seed });
        const all = [...split.train, ...split.validation, ...split.test];
        expect(all.sort((a, b) => a - b)).toEqual(Array.from(y, (_, row) => row));
        for (const part of Object.values(split) as Int32Array[]) {
          expect(part.every((row, i) => i === 0 || row > part[i - 1]!)).toBe(true);
        }
      }),
    );
  });

  it('meets the test count exactly and every class within one row of its share', () => {
    fc.assert(
      fc.property(labels, seeds, fc.integer({ min: 12, max: 24 }), (y, seed, test) => {
        const split = splitRows({ y, rule: { kind: 'stratified', test }, seed });
        expect(split.test.length).toBe(test);
        const all = Int32Array.from(y, (_, row) => row);
        expect(Math.abs(ones(y, split.test) - (ones(y, all) * test) / y.length)).toBeLessThan(1);
        const rest = all.filter((row) => !split.test.includes(row));
        const share = (ones(y, rest) * split.validation.length) / rest.length;
        expect(split.validation.length).toBe(Math.round(0.15 * rest.length));
        expect(Math.abs(ones(y, split.validation) - share)).toBeLessThan(1);
      }),
    );
  });

  it('repeats bit for bit for a seed, and differs between seeds', () => {
    const y = Int32Array.from({ length: 400 }, (_, row) => (row % 3 === 0 ? 1 : 0));
    const rule = { kind: 'stratified', test: 0.3 } as const;
    expect(splitRows({ y, rule, seed: 7 })).toEqual(splitRows({ y, rule, seed: 7 }));
    expect(splitRows({ y, rule, seed: 8 }).test).not.toEqual(splitRows({ y, rule, seed: 7 }).test);
  });

  it('keeps the split of a seed from one release to the next', () => {
    const y = Int32Array.from({ length: 40 }, (_, row) => (row % 4 === 0 ? 1 : 0));
    const { validation, test } = splitRows({ y, rule: { kind: 'stratified', test: 8 }, seed: 42 });
    expect({ validation: [...validation], test: [...test] }).toMatchInlineSnapshot(`
      {
        "test": [
          15,
          25,
          26,
          29,
          31,
          32,
          33,
          36,
        ],
        "validation": [
          1,
          2,
          7,
          16,
          18,
        ],
      }
    `);
  });

  it('leaves an official test file as it is, and validates from the rest', () => {
    const y = Int32Array.from({ length: 100 }, (_, row) => row % 2);
    const split = splitRows({ y, rule: { kind: 'official', testStart: 60 }, seed: 1 });
    expect([...split.test]).toEqual(Array.from({ length: 40 }, (_, i) => 60 + i));
    expect(split.validation.length).toBe(9);
    expect(Math.max(...split.train, ...split.validation)).toBe(59);
  });

  it('refuses an impossible test count and a seed out of range', () => {
    const y = Int32Array.of(0, 1, 0, 1);
    const rule = { kind: 'stratified', test: 0.5 } as const;
    expect(() => splitRows({ y, rule: { kind: 'stratified', test: 4 }, seed: 0 })).toThrow(
      'expected 1 to 3 rows',
    );
    expect(() => splitRows({ y, rule: { kind: 'stratified', test: 1.5 }, seed: 0 })).toThrow(DatasetError);
    for (const seed of [-1, 0.5, 2 ** 32, NaN]) expect(() => splitRows({ y, rule, seed })).toThrow('seed');
  });

  it('says how many rows of each class are needed where a part lacks one', () => {
    const eight = Int32Array.of(1, 0, 1, 0, 1, 0, 1, 0);
    const rule = { kind: 'stratified', test: 0.3 } as const;
    expect(() => splitRows({ y: eight, rule, seed: 0 })).toThrow(
      /every part holds favourable and unfavourable rows \(got . and . for validation, of 4 and 4 in all\)\. At least 10 rows of each class/,
    );
    // Ten of each are enough whatever the seed, and however many there are of the other class.
    for (const others of [10, 37, 400]) {
      const y = Int32Array.from({ length: 10 + others }, (_, row) => (row < 10 ? 1 : 0));
      for (let seed = 0; seed < 20; seed++) {
        for (const rows of Object.values(splitRows({ y, rule, seed })) as Int32Array[]) {
          expect(ones(y, rows)).toBeGreaterThan(0);
          expect(ones(y, rows)).toBeLessThan(rows.length);
        }
      }
    }
  });

  it.each<[string, readonly number[], Parameters<typeof splitRows>[0]['rule'], RegExp]>([
    [
      'one class',
      Array<number>(40).fill(1),
      { kind: 'stratified', test: 0.3 },
      /got \d+ and 0 for train.*At least 10/,
    ],
    [
      'one test row',
      Array.from({ length: 40 }, (_, row) => row % 2),
      { kind: 'stratified', test: 1 },
      /for test, of 20 and 20 in all\)\. (Take more test rows|At least)/,
    ],
    [
      'an official test part of one class',
      [...Array.from({ length: 40 }, (_, row) => row % 2), 1, 1],
      { kind: 'official', testStart: 40 },
      /got 2 and 0 for test.*Take other test rows/,
    ],
    [
      'too few rows before an official test part',
      [1, 0, 1, 0, 1, 0, 1, 0],
      { kind: 'official', testStart: 6 },
      /At least 7 rows of each class are needed before the test rows/,
    ],
  ])('refuses %s', (_, y, rule, message) => {
    expect(() => splitRows({ y: Int32Array.from(y), rule, seed: 0 })).toThrow(message);
  });
});
