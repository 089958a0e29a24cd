import { nearestName } from '@cfq/parts';

/** What to do about a name that is none of the known ones: the one that was probably meant, else the general remedy. */
export function didYouMean(name: string, known: readonly string[], remedy: string): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? remedy : `Did you mean '${nearest}'?`;
}
