import type { StoredPlan } from '../stored-plan.ts';

/**
 * Plans of several folders, those of one family as one: its cells are those of all, each once, in the order in which they
 * first come. Title and command are those of the first.
 */
export function mergePlans(plans: readonly StoredPlan[]): StoredPlan[] {
  const merged = new Map<string, StoredPlan>();
  for (const plan of plans) {
    const known = merged.get(plan.family);
    if (known === undefined) {
      merged.set(plan.family, plan);
      continue;
    }
    const stems = new Set(known.cells.map(({ stem }) => stem));
    merged.set(plan.family, {
      ...known,
      quick: known.quick && plan.quick,
      cells: [...known.cells, ...plan.cells.filter(({ stem }) => !stems.has(stem))],
    });
  }
  return [...merged.values()];
}
