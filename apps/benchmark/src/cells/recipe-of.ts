import { method, overrideRecipe, parseRecipeOverrides, type Method } from '@cfq/training';
import type { CellSettings } from './cell-settings.ts';

/**
 * The recipe of a cell: its method's, after the overrides.
 *
 * @throws TrainingError for an unknown method or overrides that its recipe cannot take
 */
export function recipeOf({ method: name, overrides }: Pick<CellSettings, 'method' | 'overrides'>): Method {
  return overrideRecipe(method(name), parseRecipeOverrides(overrides));
}
