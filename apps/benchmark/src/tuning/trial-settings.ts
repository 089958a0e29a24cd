import type { RecipeOverrides } from '@cfq/training';
import { completeSettings, type CellSettings } from '../cells/cell-settings.ts';
import type { TuneConfiguration } from './tune-configuration.ts';

/** No more margins than selection looks at: the action that just succeeds, and the leading one. */
const margins = [0, 0.2];

/** The cells of one trial, one a seed: ordinary ones, evaluated on validation rows. */
export function trialSettings(
  { dataset, method, budgetBits, backbone, seeds, ...rest }: TuneConfiguration,
  overrides: RecipeOverrides,
): CellSettings[] {
  return seeds.map((seed) =>
    completeSettings({
      dataset,
      method,
      budgetBits,
      backbone,
      seed,
      margins,
      rows: 'validation',
      actions: rest.policy,
      teacherOptions: rest.teacher,
      decision: rest.threshold,
      classWeights: rest.classWeights,
      overrides: { ...overrides },
    }),
  );
}
