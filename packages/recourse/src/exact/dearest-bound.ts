import type { Cheapest } from './cheapest-within.ts';
import type { MarginBound } from './margin-bound.ts';
import type { MarginForm } from './margin-form.ts';

/** How long slopes are sought: so many more forms, and so many in a row that bound no better. */
interface Patience {
  readonly rounds: number;
  readonly idle: number;
}

/** What a new form has to raise the bound by, relatively, to count as better. */
const worthwhile = 1e-3;

/**
 * The cheapest point of the last box under each form of the margin, the dearest of which is a bound of the cost. Forms are made
 * lower where their cheapest point lies (Frank and Wolfe 1956), which moves that point and mostly makes it dearer.
 *
 * @param solve - The cheapest point under a form, null where there is none.
 * @returns Null where a form has none.
 */
export function dearestBound(
  bounds: MarginBound,
  { rounds, idle }: Patience,
  solve: (form: MarginForm) => Cheapest | null,
): Cheapest | null {
  let dearest: Cheapest | null = null;
  for (const [rival, form] of bounds.forms.entries()) {
    let left = idle;
    for (let round = 0; ; round += 1) {
      const found = solve(form);
      if (found === null) return null;
      const before = dearest?.cost ?? -Infinity;
      if (found.cost > before) dearest = found;
      if (found.cost <= before + worthwhile * Math.abs(before)) left -= 1;
      if (round >= rounds || left < 0) break;
      bounds.steepen(rival, found.steps, 2 / (round + 3));
    }
  }
  return dearest;
}
