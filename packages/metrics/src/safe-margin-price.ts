import { amount, type Column, columnReader, flag } from './column.ts';
import { compose } from './compose.ts';
import { checkCurve, firstCrossing, type MarginCurveInput } from './margin-curve.ts';
import { MetricsError } from './metrics-error.ts';
import { ratio } from './ratio.ts';
import { type Statistic, undefinedEstimate } from './statistic.ts';

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
  if (margins[0] !== 0) {
    throw new MetricsError(
      origin,
      'margins must start at 0',
      0,
      margins[0],
      'Measure the minimal action too',
    );
  }
  const read = columnReader(origin);
  const valid = margins.map((_, index) => read(`teacherValid[${index}]`, teacherValid[index] ?? [], flag));
  const cost = margins.map((_, index) => read(`teacherCost[${index}]`, teacherCost[index] ?? [], amount));
  const prices = margins.map((_, index) => {
    const both = valid[index]!.map((isValid, row) => isValid * valid[0]![row]!);
    const costAt = (at: number) =>
      both.map((counts, row) => {
        if (counts === 0) return 0;
        if (cost[at]![row] === Infinity) {
          const name = `teacherCost[${at}][${row}]`;
          throw new MetricsError(origin, `${name} of a valid action`, 'finite', Infinity, 'Correct it');
        }
        return cost[at]![row]!;
      });
    return ratio(costAt(index), costAt(0), both);
  });
  return compose(origin, [...validityDrops, ...prices], (parts) => {
    const crossing = firstCrossing(parts.slice(0, margins.length), tolerance);
    if (!crossing) return undefinedEstimate;
    const from = parts[margins.length + crossing.before]!;
    const to = parts[margins.length + crossing.index]!;
    const count = Math.min(from.count, to.count);
    return count === 0
      ? undefinedEstimate
      : { value: from.value + crossing.fraction * (to.value - from.value), count };
  });
}
