import type { CellSettings } from '../cell-settings.ts';

/** The solvers of an evaluation that asks for none. */
export const usualSolvers = ['linear', 'slp'] as const;

/**
 * Every name by which settings may mean a part, with the solvers that are asked where they name none; `sensitivity/*` where
 * all of a kind are asked.
 */
export function namesIn(settings: CellSettings): string[] {
  const { dataset, method, solver, teacherActions, overrides, diagnostics } = settings;
  const solvers = [solver ?? [], teacherActions.solver ?? [], usualSolvers].flat();
  const ranked = diagnostics.sensitivityRanks === undefined ? [] : ['sensitivity/*'];
  return [dataset, method, ...solvers, ...ranked, ...wordsOf(overrides)];
}

function wordsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => [key, ...wordsOf(one)]);
}
