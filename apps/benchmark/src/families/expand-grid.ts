import { budgetsOf, method } from '@cfq/training';
import { completeSettings, type CellSettings, type GivenSettings } from '../cells/cell-settings.ts';
import type { ActionsSetting } from '../cells/actions/actions-setting.ts';
import { contentHash } from '../cells/content-hash.ts';
import type { FamilyOptions } from './family.ts';

/** A cell but for its dataset and seed. */
export type Variant = Omit<GivenSettings, 'dataset' | 'seed'>;

/** What a family is run on, where its options do not say. */
export interface Grid {
  readonly datasets: readonly string[];
  readonly seeds: readonly number[];
  /** What people may do, each in turn. */
  readonly actions: readonly ActionsSetting[];
}

/**
 * Every dataset × seed × policy × variant. A method that settles its own bits (full precision, one fixed width) is planned at
 * these and not at the budget written, so that no cell is planned twice under two budgets.
 *
 * @throws ZodError or TrainingError where a variant is not possible
 */
export function expandGrid(
  { seeds, datasets, actions, teacher, threshold: decision, classWeights }: FamilyOptions,
  grid: Grid,
  variants: readonly Variant[],
): CellSettings[] {
  const cells = (datasets ?? grid.datasets).flatMap((dataset) =>
    (seeds ?? grid.seeds).flatMap((seed) =>
      (actions ?? grid.actions).flatMap((policy) =>
        variants.flatMap((variant) => {
          const settings = completeSettings({
            ...{ actions: policy, decision, classWeights, ...variant, dataset, seed },
            teacherOptions: { ...variant.teacherOptions, ...teacher },
          });
          return budgetsOf(method(settings.method), [settings.budgetBits]).map((budgetBits) => ({
            ...settings,
            budgetBits,
          }));
        }),
      ),
    ),
  );
  return [...new Map(cells.map((cell) => [contentHash(cell), cell])).values()];
}
