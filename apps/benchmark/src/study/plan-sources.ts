import type { CellSettings } from '../cells/cell-settings.ts';
import { plainRecipe } from '../cells/plain-recipe.ts';
import { recipeOf } from '../cells/recipe-of.ts';
import { teacherOf } from '../cells/teacher-of.ts';
import type { Parts } from '../plugins/parts.ts';
import type { PlanSources } from '../runner/plan-cells.ts';

/** What a plan takes from the catalogues of a command. */
export function planSources(
  parts: Parts,
): Required<Omit<PlanSources, 'protocol' | 'codeVersion' | 'sourceOf'>> {
  return {
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

/** Every name by which settings may mean a part. */
function namesIn({ dataset, method, solver, teacherActions, overrides }: CellSettings): string[] {
  const solvers = [solver ?? [], teacherActions.solver ?? []].flat();
  return [dataset, method, ...solvers, ...wordsOf(overrides)];
}

function wordsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => [key, ...wordsOf(one)]);
}
