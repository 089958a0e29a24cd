import { UsageError } from '../command-line/benchmark-error.ts';
import type { Parts } from '../plugins/parts.ts';
import { oneLine } from '../command-line/one-line.ts';
import { assertChoices } from './assert-choices.ts';
import type { CellSettings } from './cell-settings.ts';
import { parseBackbone } from './parse-backbone.ts';
import { recipeOf } from './recipe-of.ts';

/**
 * Looks up every name in some settings, and checks what can be checked before anything is run.
 *
 * @param parts where names are looked up
 * @param ownDataset the name of the user's own data, which no registry knows
 * @throws UsageError for an unknown name, overrides that a recipe cannot take, or a budget below the smallest width
 */
export function assertSettings(settings: readonly CellSettings[], parts: Parts, ownDataset?: string): void {
  const datasets = new Set(settings.map(({ dataset }) => dataset));
  if (ownDataset !== undefined) datasets.delete(ownDataset);
  assertChoices(
    {
      datasets: [...datasets],
      methods: settings.map(({ method }) => method),
      bits: settings.map(({ budgetBits }) => budgetBits),
      solver: settings.flatMap(({ solver }) => solver ?? []),
    },
    parts,
  );
  for (const one of settings) {
    parseBackbone(one.backbone);
    try {
      recipeOf(one, parts);
    } catch (error) {
      throw new UsageError(oneLine(error), { cause: error });
    }
  }
}
