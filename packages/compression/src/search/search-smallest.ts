/**
 * How the smallest candidate is looked for, from the smallest file up.
 *
 * - `ascending`: one after the other until one is within the limits. Every smaller candidate was trained and measured and is
 *   outside of them: what is found is the smallest there is.
 * - `bisection`: some `log₂ n` of them. What is found is within the limits and the candidate next smaller is not; it is
 *   the smallest there is where larger files keep more. Training is not bound to that, so that a smaller one may exist.
 */
export type SearchRule = 'ascending' | 'bisection';

/** The rules by name. */
export const searchRules = ['ascending', 'bisection'] as const satisfies readonly SearchRule[];

/** What was found. */
export interface SearchOutcome<Tried> {
  /** The place of what was found among the candidates; null where nothing is within the limits. */
  readonly chosen: number | null;
  /** What was tried, by place among the candidates, ascending. */
  readonly tried: ReadonlyMap<number, Tried>;
}

/** What {@link searchSmallest} looks for, and how. */
export interface SearchProblem<Tried> {
  /** How many candidates there are, from the smallest file up. */
  readonly count: number;
  readonly rule: SearchRule;
  /** Trains and measures the candidate at a place; asked at most once for each. */
  readonly attempt: (place: number) => Promise<Tried>;
  /** Whether what was measured is within the limits. */
  readonly within: (tried: Tried) => boolean;
}

/**
 * Looks for the smallest candidate that is within the limits.
 *
 * @throws what `attempt` throws
 */
export async function searchSmallest<Tried>(problem: SearchProblem<Tried>): Promise<SearchOutcome<Tried>> {
  const { count, rule, attempt, within } = problem;
  const tried = new Map<number, Tried>();
  const holds = async (place: number): Promise<boolean> => {
    const made = tried.get(place) ?? (await attempt(place));
    tried.set(place, made);
    return within(made);
  };
  const chosen = rule === 'ascending' ? await firstWithin(count, holds) : await bisect(count, holds);
  return { chosen, tried: new Map([...tried].sort(([a], [b]) => a - b)) };
}

async function firstWithin(
  count: number,
  holds: (place: number) => Promise<boolean>,
): Promise<number | null> {
  for (let place = 0; place < count; place += 1) {
    if (await holds(place)) return place;
  }
  return null;
}

/** The largest first: where even that is outside of the limits, there is nothing to halve. */
async function bisect(count: number, holds: (place: number) => Promise<boolean>): Promise<number | null> {
  if (count === 0 || !(await holds(count - 1))) return null;
  let [outside, inside] = [-1, count - 1];
  while (inside - outside > 1) {
    const middle = Math.floor((outside + inside) / 2);
    if (await holds(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
}
