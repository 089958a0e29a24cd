import { nearestName } from '@cfq/parts';

/** The end of a message about a name that is not known: those that are, and what was probably meant. */
export function unknownName(name: string, known: readonly string[], remedy = 'Correct the name.'): string {
  const nearest = nearestName(name, known);
  return `(known: ${known.join(', ')}). ${nearest === undefined ? remedy : `Did you mean "${nearest}"?`}`;
}
