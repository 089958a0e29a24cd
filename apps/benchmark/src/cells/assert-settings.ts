import { defaultCandidates } from '@cfq/bit-allocation';
import { datasets as datasetRegistry } from '@cfq/datasets';
import { methods as methodRegistry } from '@cfq/training';
import { assertKnown } from '../command-line/assert-known.ts';
import { UsageError } from '../command-line/benchmark-error.ts';
import type { CellSettings } from './cell-settings.ts';
import { oneLine } from '../command-line/one-line.ts';
import { parseBackbone } from './parse-backbone.ts';
import { recipeOf } from './recipe-of.ts';

/**
 * Looks up every name in some settings, and checks what can be checked before anything is run.
 *
 * @param ownDataset the name of the user's own data, which no registry knows
 * @throws UsageError for an unknown name, overrides that a recipe cannot take, or a budget below the smallest width
 */
export function assertSettings(settings: readonly CellSettings[], ownDataset?: string): void {
  const smallest = Math.min(...defaultCandidates);
  for (const one of settings) {
    if (one.dataset !== ownDataset) assertKnown('--dataset', one.dataset, Object.keys(datasetRegistry));
    assertKnown('--method', one.method, Object.keys(methodRegistry));
    parseBackbone(one.backbone);
    if (one.budgetBits < smallest) {
      throw new UsageError(
        `--bits: no schedule averages ${one.budgetBits} bits (expected at least ${smallest}, the smallest candidate of ${defaultCandidates.join(', ')}).`,
      );
    }
    try {
      recipeOf(one);
    } catch (error) {
      throw new UsageError(oneLine(error), { cause: error });
    }
  }
}
