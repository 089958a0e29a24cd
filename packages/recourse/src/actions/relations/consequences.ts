import type { ActionFeature, ActionSet } from '../action-set.ts';
import { gridIndex, gridValue } from '../grid.ts';
import { isAbsent } from '../permitted-rows.ts';
import { rawUnitsOf } from '../raw-units.ts';

/** `moves-with` with its features at hand. */
export interface Consequence {
  /** What moves by itself. */
  readonly feature: ActionFeature;
  /** What it moves with. */
  readonly source: ActionFeature;
  /** Encoded units of `feature` per encoded unit of `source`. */
  readonly ratio: number;
  /** The signs of a change of `source` that it follows. */
  readonly follows: readonly (1 | -1)[];
}

/** A tie between two steps goes up, also where rounding has it a little below. */
const tie = 0.5 + 2 ** -12;

/** The consequences in an action set. */
export function consequencesOf({ relations = [], features }: ActionSet): Consequence[] {
  const named = (name: string) => features.find((feature) => feature.name === name)!;
  return relations.flatMap((relation) => {
    if (relation.kind !== 'moves-with') return [];
    const [feature, source] = [named(relation.feature), named(relation.with)];
    const ratio = (relation.factor * rawUnitsOf(source).scale) / rawUnitsOf(feature).scale;
    const follows = ([1, -1] as const).filter((sign) => relation.when !== (sign > 0 ? 'falls' : 'rises'));
    return [{ feature, source, ratio, follows }];
  });
}

/** The features that move by themselves: nothing that people change. */
export function consequentFeatures({ relations = [] }: ActionSet): ReadonlySet<string> {
  return new Set(relations.flatMap((relation) => (relation.kind === 'moves-with' ? [relation.feature] : [])));
}

/** Whether a consequence follows a change of its source for a person, whose row starts at `at`. */
export function followsFor(
  { feature, follows }: Consequence,
  change: number,
  x: ArrayLike<number>,
  at: number,
): boolean {
  return change !== 0 && follows.includes(change > 0 ? 1 : -1) && !isAbsent(feature, x, at);
}

/** How many whole steps of its grid a raw change of a consequence comes to. */
function wholeSteps(change: number, step: number): number {
  return Math.floor(change / step + tie);
}

/**
 * Where a number ends that moves with a change of its source, encoded: by whole steps where it has a grid, within its
 * bounds, which are widened to include where the person stands.
 *
 * @param own - Its value where the person stands.
 * @param change - Of the source, encoded; one that it follows.
 */
export function consequentValue({ feature, ratio }: Consequence, own: number, change: number): number {
  const { grid, lower, upper } = feature;
  const moved = ratio * change;
  let value = own + moved;
  if (grid !== undefined) {
    const steps = wholeSteps(moved * grid.scale, grid.step);
    const index = gridIndex(grid, own);
    value =
      gridValue(grid, index) === own
        ? gridValue(grid, index + steps)
        : own + (steps * grid.step) / grid.scale;
  }
  return Math.fround(Math.max(Math.min(lower, own), Math.min(Math.max(upper, own), value)));
}

/** How far a source may go either way, encoded, for what moves with it to end within its bounds; lengths ≥ 0. */
export function sourceRoom(
  consequence: Consequence,
  x: ArrayLike<number>,
  at: number,
): { readonly down: number; readonly up: number } {
  const { feature, ratio } = consequence;
  const own = x[at + feature.start]!;
  const room = (sign: 1 | -1) => {
    if (!followsFor(consequence, sign, x, at)) return Infinity;
    const bound = sign * ratio > 0 ? feature.upper - own : own - feature.lower;
    return Math.max(0, bound) / Math.abs(ratio);
  };
  return { down: room(-1), up: room(1) };
}

/** Writes what follows from a point of a person into it. */
export function applyConsequences(
  consequences: readonly Consequence[],
  x: ArrayLike<number>,
  at: number,
  point: Float32Array,
  pointAt: number,
): void {
  for (const consequence of consequences) {
    const { feature, source } = consequence;
    const own = x[at + feature.start]!;
    const change = point[pointAt + source.start]! - x[at + source.start]!;
    point[pointAt + feature.start] = followsFor(consequence, change, x, at)
      ? consequentValue(consequence, own, change)
      : own;
  }
}
