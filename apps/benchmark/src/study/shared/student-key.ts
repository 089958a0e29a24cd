import { contentHash } from '../../cells/content-hash.ts';
import type { CellSettings } from '../../cells/cell-settings.ts';
import { sharedKeyOf } from '../../cells/shared-key.ts';
import type { Parts } from '../../plugins/parts.ts';
import { planSources } from '../plan-sources.ts';

/**
 * Everything that decides what student is trained, as a key: equal for cells that differ only in what they ask of it, such
 * as the solver of the evaluation. Rows and code are not in it.
 */
export function studentKeyOf(settings: CellSettings, parts: Parts): string {
  const { recipeOf, teacherOf, pluginsOf } = planSources(parts);
  const { trainingRecourse } = sharedKeyOf(settings, teacherOf);
  return contentHash({
    trainingRecourse,
    method: settings.method,
    recipe: recipeOf(settings),
    budgetBits: settings.budgetBits,
    plugins: pluginsOf({ ...settings, solver: undefined }),
  });
}
