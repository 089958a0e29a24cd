import { ndarray, type NDArray } from '@cfq/jit';
import { assertFeasible, InfeasibleActionError, type ActionFeature, type ActionSet } from '@cfq/recourse';

/** The shares ρ of the numeric changes of the teacher's own action at which its denials are looked at. */
export const nearMissFractions: readonly number[] = [0.5, 0.8, 0.95];

/** One point a person, for those who have one. */
export interface PointsOfPeople {
  /** `[denied, d]` the points; where there is none, where the person stands. */
  readonly x: NDArray;
  /** `[denied]` 1 where there is a point. */
  readonly exists: Uint8Array;
}

/** People who did almost what they were asked, by kind. */
export interface NearMisses<Points = PointsOfPeople> {
  /** The numeric changes made in part, all others in full; one entry a fraction of {@link nearMissFractions}. */
  readonly short: readonly Points[];
  /** All changes but one; one entry for the first that is left out, the second, and so on. */
  readonly allButOne: readonly Points[];
}

/** Whom {@link nearMissPoints} moves, and how. */
export interface NearMissProblem {
  /** `[denied, d]` where the denied stand. */
  readonly x: NDArray;
  /** `[denied, d]` their actions, 0 where there is none. */
  readonly delta: NDArray;
  /** What the actions keep to. */
  readonly actionSet: ActionSet;
}

/**
 * The points of everybody who falls short of an action as a person would: a category is changed or it is not, a value is
 * obtained or it is not, and what comes in steps stays on its steps. *Short* people make their numeric changes by a share ρ, rounded towards where they
 * stand, and all other changes in full; people *but one* leave out one of the changed features, a one-hot group being
 * one. A point equal to where they stand or to where the action leads is no near miss, nor one that the action set
 * rules out, such as a change that may only be made together with another.
 *
 * @returns for each fraction, and for each change that somebody can leave out, one point a person
 */
export function nearMissPoints({ x, delta, actionSet }: NearMissProblem): NearMisses {
  const { width, features } = actionSet;
  const rows = x.shape[0] ?? 0;
  const from = Float32Array.from(x.data);
  const to = from.map((value, cell) => value + (delta.data[cell] ?? 0));
  const indicators = indicatorsOf(actionSet);
  const isObtained = ({ obtainable }: ActionFeature, row: number) =>
    obtainable?.known !== undefined &&
    from[row * width + obtainable.known] !== to[row * width + obtainable.known];
  const changed = Array.from({ length: rows }, (_, row) =>
    features.filter((feature) => {
      const at = row * width + feature.start;
      // What says who has a value changes with the feature whose value is obtained.
      return (
        !indicators.has(feature) && (isObtained(feature, row) || differs(from, at, to, at, feature.width))
      );
    }),
  );
  const most = changed.reduce((largest, { length }) => Math.max(largest, length), 0);
  const pointsOf = (move: (row: number, point: Float32Array) => void): PointsOfPeople => {
    const points = from.slice();
    const exists = new Uint8Array(rows);
    for (let row = 0; row < rows; row += 1) {
      if (changed[row]!.length === 0) continue;
      const at = row * width;
      const point = points.subarray(at, at + width);
      point.set(to.subarray(at, at + width));
      move(row, point);
      const own = from.subarray(at, at + width);
      const isNew = differs(point, 0, from, at, width) && differs(point, 0, to, at, width);
      if (isNew && permitted(own, point, actionSet)) exists[row] = 1;
      else point.set(own);
    }
    return { x: ndarray(points, [rows, width]), exists };
  };
  const short = nearMissFractions.map((fraction) =>
    pointsOf((row, point) => {
      for (const feature of changed[row]!) {
        if (feature.kind !== 'numeric' || isObtained(feature, row)) continue;
        const at = row * width + feature.start;
        point[feature.start] = partOf(feature, from[at]!, to[at]!, fraction);
      }
    }),
  );
  const allButOne = Array.from({ length: most }, (_, place) =>
    pointsOf((row, point) => {
      const left = changed[row]![place];
      // Somebody with fewer changes has no such point: nothing is left out, and the action itself is none.
      if (left === undefined) return;
      const at = row * width + left.start;
      point.set(from.subarray(at, at + left.width), left.start);
      for (const column of columnsOfAbsence(left)) point[column] = from[row * width + column]!;
    }),
  );
  // A single change that is left out leaves nothing.
  return { short, allButOne: most > 1 ? allButOne : [] };
}

/** The columns that obtaining a number or a level changes beside its own. */
function columnsOfAbsence({ obtainable }: ActionFeature): readonly number[] {
  if (obtainable?.known === undefined) return [];
  return [obtainable.known, ...obtainable.columns];
}

/** The features that say who has a value of another which may be obtained. */
function indicatorsOf({ features }: ActionSet): ReadonlySet<ActionFeature> {
  const known = features.flatMap((feature) => feature.obtainable?.known ?? []);
  return new Set(
    features.filter(({ start, width }) => known.some((column) => column >= start && column < start + width)),
  );
}

/** Whether so many values from two places on are not the same. */
function differs(a: Float32Array, aAt: number, b: Float32Array, bAt: number, length: number): boolean {
  for (let i = 0; i < length; i += 1) if (a[aAt + i] !== b[bAt + i]) return true;
  return false;
}

/** A numeric value part of the way, on its grid where it has one, never further than the part and never behind the start. */
function partOf({ grid }: ActionFeature, from: number, to: number, fraction: number): number {
  const part = from + fraction * (to - from);
  if (grid === undefined) return part;
  const { step, offset, scale } = grid;
  const steps = (part * scale + offset) / step;
  // Encoded values are float32: what lies on a step up to their rounding is on it.
  const rounding = Math.min(0.1, 1e-6 * Math.max(1, Math.abs(steps)));
  const whole = to > from ? Math.floor(steps + rounding) : Math.ceil(steps - rounding);
  const value = Math.fround((whole * step - offset) / scale);
  return to > from ? Math.max(from, value) : Math.min(from, value);
}

/** Only what features have to do with each other, and plausibility, can rule out a part of an action that is permitted as a whole. */
function permitted(own: Float32Array, point: Float32Array, actionSet: ActionSet): boolean {
  const { relations = [], plausibility } = actionSet;
  if (relations.length === 0 && plausibility === undefined) return true;
  const shape = [1, actionSet.width];
  const delta = point.map((value, column) => value - own[column]!);
  try {
    assertFeasible(ndarray(own.slice(), shape), ndarray(delta, shape), actionSet);
    return true;
  } catch (error) {
    if (error instanceof InfeasibleActionError) return false;
    throw error;
  }
}
