import type { NDArray } from '@cfq/jit';

import type { ActionLimits } from './action-limits.ts';
import type { ActionFeature, ActionSet } from './action-set.ts';
import { permittedRange } from './permitted-range.ts';
import { consequencesOf, consequentFeatures, sourceRoom } from './relations/consequences.ts';

/** What each person may reach, computed once: `n · d` numbers each, float32. */
export interface PermittedRows {
  /**
   * Lowest and highest value of numeric and ordinal columns. Of one-hot columns `highest` is 1 where the person may move to
   * the category or is there; a column that cannot change has its own value in both.
   */
  readonly lowest: Float32Array;
  readonly highest: Float32Array;
}

/** Encoded columns that are 1 for people who have no value of a feature, and whom no move of it is open to. */
export function closedColumns({ kind, absentColumns = [], obtainable }: ActionFeature): readonly number[] {
  if (kind !== 'categorical' || obtainable === undefined) return absentColumns;
  return absentColumns.filter((column) => !obtainable.columns.includes(column));
}

/** Whether a person, whose row starts at `at`, has no value of a feature to change or to leave. */
export function isAbsent(feature: ActionFeature, x: ArrayLike<number>, at: number): boolean {
  if (feature.absentColumns === undefined) return false;
  return closedColumns(feature).some((column) => x[at + column] === 1);
}

/** The position of a person in a categorical or ordinal feature, −1 where at none. */
export function presentPosition(
  { kind, values = [], start, width }: ActionFeature,
  x: ArrayLike<number>,
  at: number,
): number {
  if (kind === 'ordinal') return values.findIndex((value) => Math.fround(value) === x[at + start]);
  for (let c = 0; c < width; c += 1) if (x[at + start + c] === 1) return c;
  return -1;
}

/** The positions a person may move to in a categorical or ordinal feature; bounds and directions are not looked at. */
export function permittedPositions(feature: ActionFeature, x: ArrayLike<number>, at: number): number[] {
  const { kind, width, values = [], targets, moves } = feature;
  const count = kind === 'ordinal' ? values.length : width;
  const named = targets ?? Array.from({ length: count }, (_, c) => c);
  if (moves === undefined) return [...named];
  const permitted = moves[presentPosition(feature, x, at)] ?? [];
  return named.filter((position) => permitted.includes(position));
}

/** The lowest and highest values each person may reach in each column; what moves by itself is not to be changed. */
export function permittedRows(
  x: NDArray['data'],
  actionSet: ActionSet,
  limits?: ActionLimits,
): PermittedRows {
  const { width, features } = actionSet;
  const consequent = consequentFeatures(actionSet);
  const lowest = Float32Array.from(x);
  const highest = lowest.slice();
  const rows = x.length / width;
  for (const feature of features) {
    if (feature.immutable || consequent.has(feature.name)) continue;
    for (let row = 0; row < rows; row += 1) {
      const at = row * width;
      if (isAbsent(feature, x, at)) continue;
      const from = at + feature.start;
      if (feature.kind !== 'categorical') {
        const own = limits && { lower: limits.lower.data[from]!, upper: limits.upper.data[from]! };
        [lowest[from], highest[from]] = permittedRange(feature, x[from]!, own);
        continue;
      }
      const reachable = permittedPositions(feature, x, at).filter(
        (c) => limits === undefined || limits.upper.data[from + c]! >= 1,
      );
      lowest.fill(0, from, from + feature.width);
      for (const c of reachable) highest[from + c] = 1;
    }
  }
  for (const consequence of consequencesOf(actionSet)) {
    for (let row = 0; row < rows; row += 1) {
      const from = row * width + consequence.source.start;
      const { down, up } = sourceRoom(consequence, x, row * width);
      lowest[from] = Math.max(lowest[from]!, x[from]! - down);
      highest[from] = Math.min(highest[from]!, x[from]! + up);
    }
  }
  return { lowest, highest };
}
