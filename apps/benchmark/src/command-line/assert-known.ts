import { UsageError } from './benchmark-error.ts';
import { nearestName } from '@cfq/parts';

/**
 * Refuses a name that is in no registry, listing those there are and suggesting the nearest.
 *
 * @param flag where the name was written, as the user sees it (`--method`)
 * @param name the name to look for, spelt exactly
 * @param known the names there are
 * @throws UsageError where `name` is not among them
 */
export function assertKnown(flag: string, name: string, known: readonly string[]): void {
  if (known.includes(name)) return;
  const nearest = nearestName(name, known);
  const hint = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
  throw new UsageError(`${flag}: unknown name "${name}" (known: ${known.join(', ')}).${hint}`);
}
