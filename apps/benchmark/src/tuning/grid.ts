import type { RecipeOverrides } from '@cfq/training';
import { withOverride, type OverrideValue } from '../cells/override-name.ts';

/** Values to be tried of each part of a recipe, every combination once. */
export type Grid = readonly {
  /** One of `overrideNames`, not a letter. */
  readonly name: string;
  readonly values: readonly OverrideValue[];
}[];

/** How many trials a grid has. */
export function gridSize(grid: Grid): number {
  return grid.reduce((size, { values }) => size * values.length, 1);
}

/** Every combination of a grid, the last axis changing fastest: the order that settles ties. */
export function gridOverrides(grid: Grid): RecipeOverrides[] {
  return grid.reduce<RecipeOverrides[]>(
    (all, { name, values }) =>
      all.flatMap((overrides) => values.map((value) => withOverride(overrides, name, value))),
    [{}],
  );
}

/** Overrides as words that `--override` reads: `terms.valid=0.5`. */
export function overrideWords(overrides: RecipeOverrides): string[] {
  return Object.entries(overrides).flatMap(([field, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).map(([part, one]) => `${field}.${part}=${String(one)}`)
      : [`${field}=${String(value)}`],
  );
}
