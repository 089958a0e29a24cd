import { codeVersionOf } from '../cells/code/code-version.ts';
import { namesIn } from '../cells/code/names-in.ts';
import { plainRecipe } from '../cells/plain-recipe.ts';
import { recipeOf } from '../cells/recipe-of.ts';
import { teacherOf } from '../cells/teacher-of.ts';
import type { Parts } from '../plugins/parts.ts';
import type { PlanSources } from '../runner/plan-cells.ts';

/** What a plan takes from the catalogues of a command. */
export function planSources(parts: Parts): Required<Omit<PlanSources, 'protocol' | 'sourceOf'>> {
  return {
    codeVersionOf: (settings) => codeVersionOf(namesIn(settings)),
    recipeOf: (settings) => plainRecipe(recipeOf(settings, parts)),
    teacherOf: (settings) => teacherOf(settings, parts),
    solverOf: ({ solver = 'usual' }) =>
      [solver, ...parts.pluginsOf([solver]).map(({ hash }) => hash)].join(' '),
    pluginsOf: (settings) =>
      Object.fromEntries(
        parts.pluginsOf(namesIn(settings)).map(({ namespace, hash }) => [namespace, hash] as const),
      ),
  };
}
