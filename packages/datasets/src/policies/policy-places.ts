import type { PathStep } from '../yaml/document.ts';
import type { ActionPolicy } from './action-policy.ts';

/** Where a path of a document stands: `careful.yaml line 3`. */
export type PlaceOf = (path: readonly PathStep[]) => string;

/** Policies that were read from a text; their places live as long as they do. */
const known = new WeakMap<ActionPolicy, PlaceOf>();

/** Remembers where the parts of a policy stand in the text it was read from. */
export function rememberPlaces(policy: ActionPolicy, place: PlaceOf): void {
  known.set(policy, place);
}

/** Where the parts of a policy stand; undefined for one that was not read from a text. */
export function placesOf(policy: ActionPolicy): PlaceOf | undefined {
  return known.get(policy);
}
