import { attains } from './attains.ts';
import type { SearchContext } from './search-context.ts';

/** Whether the person of a slot may reach its margin, for all that is known. */
export function withinReach({ reach, rows, margins }: SearchContext, slot: number): boolean {
  return reach === null || attains(reach[slot % rows]!, margins[Math.floor(slot / rows)]!);
}
