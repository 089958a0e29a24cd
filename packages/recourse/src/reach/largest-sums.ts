/** Sums of the largest of the numbers, none negative, that each of some units is given. */
export interface LargestSums {
  clear(): void;
  add(unit: number, value: number): void;
  /** Of as many as count, or more. */
  sum(unit: number): number;
}

/** More than so many are not kept apart: to keep them sorted would take longer than it spares. */
const mostKept = 16;

/**
 * Room for units.
 *
 * @param count how many numbers of a unit count at most; beyond 16 all do.
 * @param given how many numbers a unit is given at most.
 */
export function largestSums(units: number, count: number, given: number): LargestSums {
  if (count >= given || count > mostKept) {
    const sums = new Float64Array(units);
    return {
      clear: () => void sums.fill(0),
      add: (unit, value) => void (sums[unit]! += value),
      sum: (unit) => sums[unit]!,
    };
  }
  /** `[units, count]`, each unit's in descending order. */
  const kept = new Float64Array(units * count);
  return {
    clear: () => void kept.fill(0),
    add(unit, value) {
      let rest = value;
      for (let at = unit * count; at < (unit + 1) * count && rest > 0; at += 1) {
        const other = kept[at]!;
        if (rest <= other) continue;
        kept[at] = rest;
        rest = other;
      }
    },
    sum(unit) {
      let sum = 0;
      for (let at = unit * count; at < (unit + 1) * count; at += 1) sum += kept[at]!;
      return sum;
    },
  };
}
