import { amount, checkSize, checkValue, finite, flag } from './check.ts';
import { type Column, readColumns } from './column.ts';
import { compose } from './compose.ts';
import { checkCurve, interpolateAtCrossing, type MarginCurveInput } from './margin-curve.ts';
import { meanOver } from './ratio.ts';
import { estimateOf, type Statistic } from './statistic.ts';

export interface SafeMarginPriceInput extends MarginCurveInput {
  /** For each margin: `[rows]` flags, the teacher's recourse is valid. */
  readonly teacherValid: readonly Column[];
  /** For each margin: `[rows]` cost of the teacher's recourse, ≥ 0; finite where valid. */
  readonly teacherCost: readonly Column[];
}

/**
 * Price of the safe margin: mean cost of the teacher's recourse at κ₁% over its mean cost at κ = 0. Usually
 * ≥ 1. Between measured margins the price is interpolated linearly, with the same fraction as κ₁%.
 *
 * The two means are over the same people, those with valid recourse at both margins: otherwise the price
 * would fall when those who pay most drop out.
 *
 * Undefined (`NaN`, count 0) where the safe margin is undefined or beyond the measured margins, or where
 * everybody's cost at κ = 0 is 0.
 *
 * @returns the quotient; its count is the number of people compared, the smaller of the two enclosing margins'.
 * @throws {MetricsError} when margins do not ascend from 0, a column is missing, or an entry breaks its rule.
 */
export function safeMarginPrice(input: SafeMarginPriceInput): Statistic {
  const origin = 'safeMarginPrice';
  const { margins, validityDrops, teacherValid, teacherCost } = input;
  const tolerance = checkCurve(origin, input);
  checkSize(origin, 'first margin', 0, margins[0]);
  const columns = margins.map((_, index) =>
    readColumns(
      origin,
      { teacherValid: teacherValid[index] ?? [], teacherCost: teacherCost[index] ?? [] },
      { teacherValid: flag, teacherCost: amount },
    ),
  );
  const valid = columns.map((column) => column.teacherValid);
  const prices = valid.map((counts, index) => {
    const both = counts.map((one, row) => one * valid[0]![row]!);
    const means = [index, 0].map((at) =>
      meanOver(both, (row) =>
        checkValue(origin, `teacherCost[${at}]`, columns[at]!.teacherCost[row], finite, row),
      ),
    );
    return compose(origin, means, ([later, first]) =>
      estimateOf(later!.value / (first!.value || Number.NaN), later!.count),
    );
  });
  return compose(origin, [...validityDrops, ...prices], (parts) => {
    const drops = parts.slice(0, margins.length);
    const price = interpolateAtCrossing(drops, tolerance, parts.slice(margins.length));
    return estimateOf(price?.value ?? Number.NaN, price?.count ?? 0);
  });
}
