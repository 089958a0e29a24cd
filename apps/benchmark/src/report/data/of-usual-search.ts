import type { Cell } from '../../cells/cell.ts';

/** What stands for the usual search where solvers are compared. */
const usualSearch = 'slp';

/**
 * Where cells compare solvers, those of the usual search: sections about methods would repeat themselves for every other.
 * All cells where they do not, or where it is not among them.
 */
export function ofUsualSearch(cells: readonly Cell[]): readonly Cell[] {
  const solvers = new Set(cells.map(({ settings }) => settings.solver));
  const usual = cells.filter(({ settings }) => settings.solver === usualSearch);
  return solvers.size > 1 && usual.length > 0 ? usual : cells;
}
