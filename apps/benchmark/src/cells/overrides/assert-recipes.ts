import { UsageError } from '../../command-line/benchmark-error.ts';
import { assertKnown } from '../../command-line/assert-known.ts';
import { oneLine } from '../../command-line/one-line.ts';
import type { Parts } from '../../plugins/parts.ts';
import { recipeOf } from '../recipe-of.ts';
import { gridOverrides, type Grid } from './grid.ts';

/**
 * Tries every combination of overrides on the recipe of every method, so that none is refused after others have run.
 *
 * @param methods names that are known
 * @param writtenAs where an override was written, as the user sees it
 * @throws UsageError for a name that is in no catalogue, or a combination that a recipe cannot take, naming where it was written
 */
export function assertRecipes(
  methods: readonly string[],
  grid: Grid,
  { parts, writtenAs }: { readonly parts: Parts; readonly writtenAs: (override: string) => string },
): void {
  for (const { name, values } of grid) {
    if (name !== 'sensitivity' && name !== 'allocator') continue;
    for (const value of values) assertKnown(writtenAs(name), String(value), Object.keys(parts[name]));
  }
  for (const asked of combinations(grid)) {
    for (const method of methods) {
      const refusal = (of: Grid): unknown => {
        try {
          recipeOf({ method, overrides: { ...gridOverrides(of)[0] } }, parts);
          return undefined;
        } catch (error) {
          return error;
        }
      };
      const error = refusal(asked);
      if (error === undefined) continue;
      const places = [...new Set(asked.map(({ name }) => writtenAs(name)))];
      // Those without which the recipe would take the rest; where none is, all may be to blame.
      const without = (place: string): Grid => asked.filter(({ name }) => writtenAs(name) !== place);
      const to = places.filter((place) => refusal(without(place)) === undefined);
      const of = methods.length > 1 ? ` Asked of ${method}.` : '';
      throw new UsageError(
        `${(to.length > 0 ? to : places).join(' and ')}: ${oneLine(error).replace(/^overrideRecipe: /, '')}${of}`,
        { cause: error },
      );
    }
  }
}

/** Grids of one value a name, every combination once. */
function combinations(grid: Grid): Grid[] {
  return grid.reduce<Grid[]>(
    (all, { name, values }) =>
      all.flatMap((one) => values.map((value) => [...one, { name, values: [value] }])),
    [[]],
  );
}
