import { DatasetError } from '../internals/dataset-error.ts';
import type { SplitRule } from './split-rule.ts';
import { randomGenerator } from '../internals/random-generator.ts';
import { stratifiedDraw } from './stratified-draw.ts';

/** Share of the rows outside the test set that validate. */
const validationShare = 0.15;

export interface SplitRowsOptions {
  /** Class of every row, 0 or 1. */
  readonly y: Int32Array;
  readonly rule: SplitRule;
  /** A whole number in 0 … 2³² − 1. */
  readonly seed: number;
}

export interface RowSplit {
  readonly train: Int32Array;
  readonly validation: Int32Array;
  readonly test: Int32Array;
}

/**
 * Splits a table's rows into three disjoint ascending parts that cover it. Test: the publisher's own, or stratified
 * by label; validation: 15 % of the rest, stratified. The same seed gives the same rows, bit for bit.
 *
 * @throws DatasetError where a part would lack a class, saying how many rows of each are needed, or the seed is out of range.
 */
export function splitRows({ y, rule, seed }: SplitRowsOptions): RowSplit {
  const generator = randomGenerator('splitRows', seed);
  const all = Int32Array.from(y, (_, row) => row);
  const { drawn: test, left } =
    rule.kind === 'official'
      ? { drawn: all.slice(rule.testStart), left: all.slice(0, rule.testStart) }
      : stratifiedDraw({ y, rows: all, count: testCount(rule.test, y.length), generator });
  const count = Math.round(validationShare * left.length);
  const { drawn: validation, left: train } = stratifiedDraw({ y, rows: left, count, generator });
  assertBothClasses(y, { train, validation, test }, rule);
  return { train, validation, test };
}

/** A part without a class can neither be learned from nor judged by. */
function assertBothClasses(y: Int32Array, parts: RowSplit, rule: SplitRule): void {
  const count = (rows: Int32Array, label: number) => rows.filter((row) => y[row] === label).length;
  for (const [part, rows] of Object.entries(parts) as [string, Int32Array][]) {
    if (count(rows, 0) > 0 && count(rows, 1) > 0) continue;
    const all = y.filter((label) => label === 1).length;
    const share = rule.kind === 'official' ? 0 : parts.test.length / y.length;
    const needed = rowsOfEachClass(share);
    const enough = Math.min(all, y.length - all) >= needed;
    const remedy =
      rule.kind === 'official' && part === 'test'
        ? 'Take other test rows'
        : enough
          ? 'Take more test rows'
          : `At least ${needed} rows of each class are needed${rule.kind === 'official' ? ' before the test rows' : ''}`;
    throw new DatasetError(
      `splitRows: every part holds favourable and unfavourable rows (got ${count(rows, 1)} and ${count(rows, 0)} for ` +
        `${part}, of ${all} and ${y.length - all} in all). ${remedy}.`,
    );
  }
}

/** The fewest rows of a class of which, however shares are rounded, one is left to each part. */
function rowsOfEachClass(testShare: number): number {
  for (let rows = 2; ; rows++) {
    const left = rows - Math.ceil(testShare * rows);
    const tested = testShare === 0 || Math.floor(testShare * rows) > 0;
    if (tested && validationShare * left >= 1 && left > 1) return rows;
    if (rows > mostRows) return rows;
  }
}

/** Where a share is so small that no count of rows of one class would do, the search ends. */
const mostRows = 100_000;

function testCount(test: number, rows: number): number {
  const count = test < 1 ? Math.round(test * rows) : test;
  if (!Number.isInteger(count) || count < 1 || count >= rows) {
    throw new DatasetError(
      `splitRows: the test part is a share below 1 or a whole number of rows (expected 1 to ${rows - 1} rows, ` +
        `got ${test}). Correct the split rule.`,
    );
  }
  return count;
}
