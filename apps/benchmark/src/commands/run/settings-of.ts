import {
  budgetsOf,
  method as methodOf,
  methods as methodRegistry,
  type RecipeOverrides,
} from '@cfq/training';
import { completeSettings, type CellSettings } from '../../cells/cell-settings.ts';
import { assertKnown } from '../../command-line/assert-known.ts';
import type { RunConfiguration } from './run-configuration.ts';

/**
 * Every cell of one dataset that is asked for: by backbone, then seed, and within these every method at every budget.
 *
 * @throws UsageError for an unknown method
 */
export function settingsOf(
  dataset: string,
  configuration: RunConfiguration,
  overrides: RecipeOverrides,
): CellSettings[] {
  const { methods, bits, backbones, seeds, margins, cost, constraints } = configuration;
  for (const name of methods) assertKnown('--method', name, Object.keys(methodRegistry));
  return backbones.flatMap((backbone) =>
    seeds.flatMap((seed) =>
      methods.flatMap((method) =>
        budgetsOf(methodOf(method), bits).map((budgetBits) =>
          completeSettings({
            dataset,
            method,
            seed,
            backbone: backbone.name,
            budgetBits,
            margins,
            cost,
            constraints,
            overrides: { ...overrides },
          }),
        ),
      ),
    ),
  );
}
