import { finite, type Rule } from './check.ts';

/** Nothing but a finite number gives 0 times 0, and NaN never leaves a sum. */
function allFinite(values: ArrayLike<number>): boolean {
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) sum += values[index]! * 0;
  return sum === 0;
}

/** The rule of many finite numbers, such as those of a matrix. */
export function finiteEntries(): Rule {
  return { ...finite, all: allFinite };
}
