import { budgetsOf, method } from '@cfq/training';
import { completeSettings, type CellSettings, type GivenSettings } from '../cells/cell-settings.ts';
import { contentHash } from '../cells/content-hash.ts';
import type { FamilyOptions } from './family.ts';

/** A cell but for its dataset and seed. */
export type Variant = Omit<GivenSettings, 'dataset' | 'seed'>;

/** What a family is run on, where its options do not say. */
export interface Grid {
  readonly datasets: readonly string[];
  readonly seeds: readonly number[];
}

/**
 * Every dataset × seed × variant. A method that settles its own bits (full precision, one fixed width) is planned at
 * these and not at the budget written, so that no cell is planned twice under two budgets.
 *
 * @throws ZodError or TrainingError where a variant is not possible
 */
export function expandGrid(
  { seeds, datasets }: FamilyOptions,
  grid: Grid,
  variants: readonly Variant[],
): CellSettings[] {
  const cells = (datasets ?? grid.datasets).flatMap((dataset) =>
    (seeds ?? grid.seeds).flatMap((seed) =>
      variants.flatMap((variant) => {
        const settings = completeSettings({ ...variant, dataset, seed });
        return budgetsOf(method(settings.method), [settings.budgetBits]).map((budgetBits) => ({
          ...settings,
          budgetBits,
        }));
      }),
    ),
  );
  return [...new Map(cells.map((cell) => [contentHash(cell), cell])).values()];
}
