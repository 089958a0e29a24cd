import { budgetsOf } from '@cfq/training';
import { completeSettings, type CellSettings } from '../../cells/cell-settings.ts';
import { gridOverrides } from '../../cells/overrides/grid.ts';
import { axesOf } from '../../configuration/setting-schemas.ts';
import type { Parts } from '../../plugins/parts.ts';
import type { RunConfiguration } from './run-configuration.ts';

/** What the cells of a dataset differ in. */
export type Sweep = Pick<
  RunConfiguration,
  'methods' | 'bits' | 'backbones' | 'seeds' | 'margins' | 'cost' | 'constraints' | 'solver' | 'overrides'
>;

/**
 * Every cell of one dataset that is asked for: by cost, constraints and overrides, then backbone, then seed, and within
 * these every method, whose name is known, at every budget.
 *
 * @param parts where names are looked up
 */
export function settingsOf(dataset: string, sweep: Sweep, parts: Parts): CellSettings[] {
  const { methods, bits, backbones, seeds, margins, solver } = sweep;
  const variants = sweep.cost.flatMap((cost) =>
    sweep.constraints.flatMap((constraints) =>
      gridOverrides(axesOf(sweep.overrides)).map((overrides) => ({
        cost,
        constraints,
        overrides: { ...overrides },
      })),
    ),
  );
  return variants.flatMap((variant) =>
    backbones.flatMap((backbone) =>
      seeds.flatMap((seed) =>
        methods.flatMap((method) =>
          budgetsOf(parts.method[method]!, bits).map((budgetBits) =>
            completeSettings({ dataset, method, seed, backbone, budgetBits, margins, solver, ...variant }),
          ),
        ),
      ),
    ),
  );
}
