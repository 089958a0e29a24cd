import type { RecipeOverrides } from '@cfq/training';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { overrideName, withOverride, type OverrideValue } from './override-name.ts';

/** Values to be tried of each part of a recipe, every combination once. */
export type Grid = readonly {
  /** One of `overrideNames`, not a letter. */
  readonly name: string;
  readonly values: readonly OverrideValue[];
}[];

/**
 * A grid with every name in its one spelling.
 *
 * @param flag where it was written, for the error
 * @throws UsageError for an unknown name, a name twice under whatever spelling, or two lengths
 */
export function gridOf(flag: string, written: Grid): Grid {
  const axes = written.map(({ name, values }) => ({ name: overrideName(flag, name), values }));
  const twice = axes.find(({ name }, place) => axes.findIndex((other) => other.name === name) < place);
  if (twice !== undefined) {
    throw new UsageError(`${flag}: names ${twice.name} twice. Put its values in one list.`);
  }
  const lengths = axes.filter(({ name }) => name.startsWith('length.'));
  if (lengths.length > 1) {
    throw new UsageError(`${flag}: length is in passes or in steps (got both). Remove one of the two.`);
  }
  return axes;
}

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
