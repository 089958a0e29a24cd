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
 * @throws DatasetError where a part would be empty or the seed is out of range.
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
  for (const [part, rows] of Object.entries({ train, validation, test })) {
    if (rows.length === 0) {
      throw new DatasetError(`splitRows: the ${part} part of ${y.length} rows is empty. Use more rows.`);
    }
  }
  return { train, validation, test };
}

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
