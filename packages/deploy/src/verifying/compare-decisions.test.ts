import { ndarray } from '@cfq/jit';
import { expect, it } from 'vitest';
import { compareDecisions } from './compare-decisions.ts';

const logits = (...values: number[]) => ndarray(values, [values.length / 2, 2]);

it('counts the rows whose larger logit changes, and the largest difference', () => {
  const compared = compareDecisions({
    expected: logits(0, 1, 3, 2, 0, 5),
    actual: logits(0.25, 1, 1, 2, 0, 4),
  });
  expect(compared).toEqual({ rows: 3, changed: 1, agreement: 2 / 3, largestDifference: 2 });
});

it('no rows leave agreement undefined', () => {
  const compared = compareDecisions({ expected: logits(), actual: logits() });
  expect(compared).toEqual({ rows: 0, changed: 0, agreement: Number.NaN, largestDifference: Number.NaN });
});

it('refuses other shapes and logits that are not finite', () => {
  expect(() => compareDecisions({ expected: logits(0, 1), actual: logits(0, 1, 2, 3) })).toThrow(/same rows/);
  expect(() => compareDecisions({ expected: logits(0, 1), actual: logits(0, Number.NaN) })).toThrow(
    /row 0: expected 1, got NaN/,
  );
});
