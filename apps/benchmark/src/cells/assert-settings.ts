import type { Parts } from '../plugins/parts.ts';
import { askedRecipe } from './asked-recipe.ts';
import { assertChoices } from './assert-choices.ts';
import { assertSolverFits } from './assert-solver.ts';
import type { CellSettings } from './cell-settings.ts';

/**
 * Looks up every name in some settings, and checks what can be checked before anything is run.
 *
 * @param parts where names are looked up
 * @param ownDataset the name of the user's own data, which no registry knows
 * @throws UsageError for an unknown name, overrides that a recipe cannot take, a budget below the smallest width,
 *   or a solver for linear models beside a backbone that is none
 */
export function assertSettings(settings: readonly CellSettings[], parts: Parts, ownDataset?: string): void {
  const datasets = new Set(settings.map(({ dataset }) => dataset));
  if (ownDataset !== undefined) datasets.delete(ownDataset);
  assertChoices(
    {
      datasets: [...datasets],
      methods: settings.map(({ method }) => method),
      bits: settings.filter((one) => !hasOwnWidth(one, parts)).map(({ budgetBits }) => budgetBits),
      solver: settings.flatMap(({ solver, teacherActions }) =>
        [solver ?? [], teacherActions.solver ?? []].flat(),
      ),
    },
    parts,
  );
  for (const one of settings) {
    const { backbone, solver, teacherActions } = one;
    for (const name of [solver ?? [], teacherActions.solver ?? []].flat()) {
      assertSolverFits(name, { backbone, parts });
    }
    askedRecipe(one, parts);
  }
}

/** Whether a cell has the one width that its method has, which may be below what schedules are made of. */
function hasOwnWidth({ method, budgetBits }: CellSettings, parts: Parts): boolean {
  const known = parts.method[method];
  return known?.kind === 'quantized' && known.bits.fixedBits === budgetBits;
}
