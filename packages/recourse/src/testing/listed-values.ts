import type { ActionFeature } from '../actions/action-set.ts';
import { permittedRange } from '../actions/permitted-range.ts';

/** Whether the person, a row, has no value of the feature, nor a category to leave for one: the definition, once more. */
export function hasNoValue(
  { kind, absentColumns = [], obtainable }: ActionFeature,
  x: ArrayLike<number>,
): boolean {
  const left = kind === 'categorical' ? (obtainable?.columns ?? []) : [];
  return absentColumns.filter((column) => x[column] === 1 && !left.includes(column)).length > 0;
}

/**
 * The one-hot positions that a person may move to, by the definition; those of an ordinal feature are places in its values.
 */
export function listedPositions(feature: ActionFeature, x: ArrayLike<number>): number[] {
  const { kind, start, width, values = [], targets, moves } = feature;
  const count = kind === 'ordinal' ? values.length : width;
  const isHere = (position: number) =>
    kind === 'ordinal' ? Math.fround(values[position]!) === x[start] : x[start + position] === 1;
  const positions = Array.from({ length: count }, (_, position) => position);
  const here = positions.filter(isHere);
  return positions.filter(
    (to) =>
      (targets === undefined || targets.includes(to)) &&
      (moves === undefined || here.some((from) => moves[from]!.includes(to))),
  );
}

/**
 * The values that a person may move to in a numeric or ordinal feature, by the definition: those of the list or the grid,
 * or `steps + 1` evenly spaced ones where every number exists.
 */
export function listedValues(feature: ActionFeature, x: ArrayLike<number>, steps: number): number[] {
  const own = x[feature.start]!;
  const [low, high] = permittedRange(feature, own);
  const isInside = (value: number) => value >= low && value <= high;
  if (feature.kind === 'ordinal') {
    return listedPositions(feature, x)
      .map((position) => Math.fround(feature.values![position]!))
      .filter(isInside);
  }
  if (feature.grid !== undefined) {
    const { step, offset, scale } = feature.grid;
    const first = Math.floor((low * scale + offset) / step) - 1;
    const last = Math.ceil((high * scale + offset) / step) + 1;
    return Array.from({ length: last - first + 1 }, (_, i) =>
      Math.fround(((first + i) * step - offset) / scale),
    ).filter(isInside);
  }
  return Array.from({ length: steps + 1 }, (_, i) => low + ((high - low) * i) / steps);
}
