import type { ActionFeature, ActionSet, Obtainable } from '../actions/action-set.ts';
import { gridIndex, gridValue } from '../actions/grid.ts';
import type { ColumnLimits } from '../actions/permitted-range.ts';

const { fround } = Math;

/** What is said of people who may obtain a number or a level. */
type ObtainableNumber = Obtainable & Required<Pick<Obtainable, 'known' | 'reference'>>;

/** What a feature says of people who may obtain a number or a level of it; undefined where nobody may. */
export function obtainableNumber({ kind, obtainable }: ActionFeature): ObtainableNumber | undefined {
  return kind === 'categorical' ? undefined : (obtainable as ObtainableNumber | undefined);
}

/** The place in `columns` of what a person, whose row starts at `at`, has instead of a number and may leave; −1 for none. */
export function leavableCode({ columns }: Obtainable, x: ArrayLike<number>, at: number): number {
  return columns.findIndex((column) => x[at + column] === 1);
}

/** The positions of an ordinal feature that may be obtained, by whoever leaves the code at a place where one is given. */
export function obtainablePositions(
  { values = [], targets, obtainable }: ActionFeature,
  code?: number,
): number[] {
  const own = code === undefined ? undefined : obtainable?.targets?.[code];
  return Array.from(values.keys()).filter(
    (position) => targets?.includes(position) !== false && own?.includes(position) !== false,
  );
}

/**
 * The value nearest to a wanted one that may be obtained: within the bounds, on the grid or the list; of two the lower one.
 * Whoever obtains a value has none before, so that no direction and no cap binds it.
 *
 * @param code The place in `obtainable.columns` of what is left. Default: any.
 * @param limits Bounds of the person beside those of the feature.
 * @returns Encoded, float32; undefined where nothing may be obtained.
 */
export function nearestObtainable(
  feature: ActionFeature,
  wanted: number,
  code?: number,
  limits?: ColumnLimits,
): number | undefined {
  const lowest = fround(Math.max(feature.lower, limits?.lower ?? -Infinity));
  const highest = fround(Math.min(feature.upper, limits?.upper ?? Infinity));
  if (lowest > highest) return undefined;
  const clipped = fround(Math.min(highest, Math.max(lowest, wanted)));
  const { kind, grid, values = [] } = feature;
  if (kind === 'numeric' && grid === undefined) return clipped;
  const listed =
    grid === undefined
      ? obtainablePositions(feature, code).map((position) => fround(values[position]!))
      : [-1, 0, 1].map((steps) => gridValue(grid, gridIndex(grid, clipped) + steps));
  const distance = (value: number) => Math.abs(value - wanted);
  return listed
    .filter((value) => value >= lowest && value <= highest)
    .reduce<number | undefined>(
      (best, value) => (best === undefined || distance(value) < distance(best) ? value : best),
      undefined,
    );
}

/**
 * The most usual value that may be obtained: the one nearest to what the encoding puts in place of a value that is absent.
 * What obtaining costs is measured from it.
 */
export function usualValue(feature: ActionFeature): number {
  const { reference } = obtainableNumber(feature)!;
  return nearestObtainable(feature, reference) ?? reference;
}

/** The feature that says who has a value of another, by that one's `known` column; undefined where no feature has that column. */
export function indicatorOf(
  { features }: Pick<ActionSet, 'features'>,
  { known }: ObtainableNumber,
): ActionFeature | undefined {
  return features.find(({ start, width }) => known >= start && known < start + width);
}
