import { overrideRecipe, parseRecipeOverrides, type TuningCriterion } from '@cfq/training';
import { gridOverrides, type Grid } from '../../cells/overrides/grid.ts';
import { assertKnown } from '../../command-line/assert-known.ts';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { oneLine } from '../../command-line/one-line.ts';
import { askedPolicy } from '../../configuration/asked-actions.ts';
import { resolveSettings, type ConfigurationFlags } from '../../configuration/resolve-settings.ts';
import { axesOf } from '../../configuration/setting-schemas.ts';
import { recipeCatalogueOf } from '../../cells/recipe-of.ts';
import { ownParts, type Parts } from '../../plugins/parts.ts';
import { criteria } from '../../tuning/criterion.ts';
import { defaultGrid } from '../../tuning/default-grid.ts';
import type { TuneConfiguration } from '../../tuning/tune-configuration.ts';
import { tuneSettings } from './tune-settings.ts';

/** The flags of `cfq tune` as written. */
export interface TuneFlags extends ConfigurationFlags {
  readonly dataset?: string;
  readonly method?: string;
  readonly grid?: readonly string[];
  readonly by?: string;
  readonly bits?: string;
  readonly seeds?: string;
  readonly backbone?: string;
  readonly actions?: string;
  readonly teacher?: string;
  readonly threshold?: string;
  readonly classWeights?: string;
  readonly plugin?: readonly string[];
  readonly out?: string;
  readonly jobs?: string;
  readonly threads?: string;
  readonly dataDir?: string;
  readonly json?: boolean;
}

/**
 * Reads flags, and the configuration file they may name, fills in the method's default grid and criterion, and tries
 * every combination on the recipe, so that a search does not fail on its last trial.
 *
 * @param parts where names are looked up; default: the project's own
 * @throws UsageError for an unknown name, listing the known, or a setting or combination that cannot be used
 */
export function tuneConfiguration(flags: TuneFlags, parts: Parts = ownParts): TuneConfiguration {
  const { values, nameOf } = resolveSettings(tuneSettings, flags);
  const { dataset, method, grid, by: asked, bits, ...rest } = values;
  if (dataset === undefined) {
    throw new UsageError(`${nameOf('dataset')}: name a dataset (got none). See: cfq list datasets.`);
  }
  if (method === undefined) {
    throw new UsageError(`${nameOf('method')}: name a method (got none). See: cfq list methods.`);
  }
  assertKnown(nameOf('dataset'), dataset, Object.keys(parts.dataset));
  assertKnown(nameOf('method'), method, Object.keys(parts.method));
  const by = asked ?? parts.method[method]!.criterion;
  assertCriterion(nameOf('by'), by);
  const written = grid === undefined ? undefined : axesOf(grid);
  const names = { method: nameOf('method'), grid: nameOf('grid') };
  return {
    ...{ dataset, method, by, budgetBits: bits },
    grid: gridFor(method, written, names, parts),
    policy: askedPolicy(values.actions, nameOf),
    ...rest,
  };
}

/** A configuration as a file holds it. */
export function tuneValues({
  grid,
  budgetBits,
  ...rest
}: TuneConfiguration): Readonly<Record<string, unknown>> {
  return {
    ...rest,
    grid: Object.fromEntries(grid.map(({ name, values }) => [name, values])),
    bits: budgetBits,
  };
}

function gridFor(
  method: string,
  written: Grid | undefined,
  names: { readonly method: string; readonly grid: string },
  parts: Parts,
): Grid {
  const recipe = parts.method[method]!;
  const catalogue = recipeCatalogueOf(parts);
  const grid = written ?? defaultGrid(recipe);
  if (grid === undefined) {
    throw new UsageError(
      `${names.method}: ${method} trains nothing that could be searched by itself. Name values with --grid, or another method.`,
    );
  }
  for (const overrides of gridOverrides(grid)) {
    try {
      overrideRecipe(recipe, parseRecipeOverrides(overrides, catalogue), catalogue);
    } catch (error) {
      throw new UsageError(`${names.grid}: ${oneLine(error)}`, { cause: error });
    }
  }
  return grid;
}

function assertCriterion(name: string, by: string): asserts by is TuningCriterion {
  assertKnown(name, by, Object.keys(criteria));
}
