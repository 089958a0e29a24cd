import type { Method } from '@cfq/training';
import { UsageError } from '../command-line/benchmark-error.ts';
import { oneLine } from '../command-line/one-line.ts';
import type { Parts } from '../plugins/parts.ts';
import type { CellSettings } from './cell-settings.ts';
import { recipeOf } from './recipe-of.ts';

/**
 * The recipe of what somebody asks for.
 *
 * @throws UsageError for an unknown method, or overrides that its recipe cannot take
 */
export function askedRecipe(settings: Pick<CellSettings, 'method' | 'overrides'>, parts: Parts): Method {
  try {
    return recipeOf(settings, parts);
  } catch (error) {
    throw new UsageError(oneLine(error), { cause: error });
  }
}
