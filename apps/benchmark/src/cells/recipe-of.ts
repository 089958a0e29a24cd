import { overrideRecipe, parseRecipeOverrides, type Method, type RecipeCatalogue } from '@cfq/training';
import { assertKnown } from '../command-line/assert-known.ts';
import type { Parts } from '../plugins/parts.ts';
import type { CellSettings } from './cell-settings.ts';

/**
 * The recipe of a cell: its method's, after the overrides.
 *
 * @param parts where names are looked up
 * @throws UsageError for an unknown method, TrainingError for overrides that its recipe cannot take
 */
export function recipeOf(
  { method, overrides }: Pick<CellSettings, 'method' | 'overrides'>,
  parts: Parts,
): Method {
  assertKnown('--method', method, Object.keys(parts.method));
  const catalogue = recipeCatalogueOf(parts);
  return overrideRecipe(parts.method[method]!, parseRecipeOverrides(overrides, catalogue), catalogue);
}

/** The parts that overrides may name. */
export function recipeCatalogueOf({ term, allocator, sensitivity }: Parts): RecipeCatalogue {
  return { terms: term, allocators: allocator, sensitivities: sensitivity };
}
