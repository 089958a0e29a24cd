import type { Resource } from '../../costs/resource-of.ts';

/**
 * Widths narrowed until they fit, one candidate at a time, the last layer first and round again, as HAQ enforces a budget: layers
 * that cannot become cheaper are passed over.
 *
 * @param places a candidate a layer, by its index.
 * @throws nothing: the cheapest candidates everywhere fit, or the budget would have been refused.
 */
export function withinCapacity(places: readonly number[], { cost, capacity }: Resource): number[] {
  const chosen = [...places];
  let total = chosen.reduce((sum, place, layer) => sum + cost[layer]![place]!, 0);
  while (total > capacity) {
    let narrowed = false;
    for (let layer = chosen.length - 1; layer >= 0 && total > capacity; layer -= 1) {
      const own = cost[layer]!;
      const current = own[chosen[layer]!]!;
      const cheaper = own.findLastIndex((value, place) => place < chosen[layer]! && value < current);
      if (cheaper < 0) continue;
      chosen[layer] = cheaper;
      total += own[cheaper]! - current;
      narrowed = true;
    }
    if (!narrowed) return cost.map((own) => own.indexOf(Math.min(...own)));
  }
  return chosen;
}
