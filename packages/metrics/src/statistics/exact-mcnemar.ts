import { classLabel } from '../internals/check.ts';
import { type Column, readColumns } from '../internals/column.ts';

export interface ExactMcnemarInput {
  /** `[rows]` true classes. */
  readonly label: Column;
  /** `[rows]` classes that one model predicts. */
  readonly first: Column;
  /** `[rows]` classes that the other predicts for the same rows. */
  readonly second: Column;
}

/** Where two models differ in being right, and how likely chance alone is to tell them apart as much. */
export interface McnemarResult {
  /** Rows that only the first predicts rightly. */
  readonly onlyFirst: number;
  /** Rows that only the second predicts rightly. */
  readonly onlySecond: number;
  /** The two-sided exact p value, in (0, 1]; 1 where they are never right apart. */
  readonly pValue: number;
}

/**
 * McNemar's test, exact: whether two models are equally accurate, judged from the rows on which exactly one of them is
 * right. If they were, each such row would be the first's or the second's like a fair coin; the p value is twice the
 * binomial tail, at most 1. Nothing is approximated, so that it holds for few rows too.
 *
 * @throws MetricsError on unequal lengths or a class that is no integer.
 * @see McNemar 1947, Psychometrika 12; Dietterich 1998, Neural Computation 10(7).
 */
export function exactMcnemar(input: ExactMcnemarInput): McnemarResult {
  const { label, first, second } = readColumns('exactMcnemar', input, {
    label: classLabel,
    first: classLabel,
    second: classLabel,
  });
  let onlyFirst = 0;
  let onlySecond = 0;
  label.forEach((truth, row) => {
    const right = Number(first[row] === truth) - Number(second[row] === truth);
    if (right > 0) onlyFirst += 1;
    if (right < 0) onlySecond += 1;
  });
  const trials = onlyFirst + onlySecond;
  let logTerm = -trials * Math.LN2;
  // The smallest number there is: too little to change another, and what is left where every term is too small for one.
  let tail = 5e-324;
  for (let successes = 0; successes <= Math.min(onlyFirst, onlySecond); successes += 1) {
    tail += Math.exp(logTerm);
    logTerm += Math.log((trials - successes) / (successes + 1));
  }
  return { onlyFirst, onlySecond, pValue: Math.min(1, 2 * tail) };
}
