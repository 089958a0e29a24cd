import { checkValue, finite, type Rule } from './check.ts';

const counted: Rule = { ...finite, remedy: 'Give the cost, or mark the row not valid.' };

/**
 * Costs where they count, 0 elsewhere: whatever stands for "no action" there counts nothing.
 *
 * @param valid `[rows]`, 1 where there is an action.
 * @throws MetricsError naming the first row with an action whose cost is not finite.
 */
export function countedCosts(
  origin: string,
  name: string,
  cost: Float64Array,
  valid: Float64Array,
): Float64Array {
  return cost.map((one, row) => valid[row]! && checkValue(origin, `${name}[${row}]`, one, counted));
}
