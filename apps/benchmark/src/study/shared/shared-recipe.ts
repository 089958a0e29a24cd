import { byContent, type CompileScope } from '@cfq/jit';
import type { Method } from '@cfq/training';
import type { CellSettings } from '../../cells/cell-settings.ts';
import type { Parts } from '../../plugins/parts.ts';
import { recipeOf } from '../../cells/recipe-of.ts';

/** The recipe of a cell, one value for all cells of a scope that have it: graphs are compiled once for it. */
export function sharedRecipe(settings: CellSettings, parts: Parts, scope: CompileScope): Method {
  const { method, overrides } = settings;
  return scope.compileOnce([sharedRecipe, method, byContent(overrides)], () => recipeOf(settings, parts));
}
