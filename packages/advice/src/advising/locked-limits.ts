import { ndarray, takeRows, type NDArray } from '@cfq/jit';
import type { ActionLimits, ActionSet } from '@cfq/recourse';

/** Somebody asks what would help, with some features left as they are. */
export interface Ask {
  /** Which row of the people. */
  readonly person: number;
  readonly locked: readonly string[];
}

/**
 * The limits of everybody who asks: their own, and what they leave as it is.
 *
 * @param x `[n, d]` where all people stand.
 * @param limits Of all people. Default: none.
 * @returns A row for each of `asks`; nothing where nothing is bound.
 */
export function lockedLimits(
  asks: readonly Ask[],
  x: NDArray,
  { actionSet, limits }: { readonly actionSet: ActionSet; readonly limits?: ActionLimits | undefined },
): ActionLimits | undefined {
  if (limits === undefined && asks.every(({ locked }) => locked.length === 0)) return undefined;
  const { width } = actionSet;
  const people = Int32Array.from(asks, ({ person }) => person);
  const shape = [asks.length, width];
  const sideOf = (side: 'lower' | 'upper', open: number) =>
    limits === undefined
      ? new Float32Array(asks.length * width).fill(open)
      : Float32Array.from(takeRows(limits[side], people).data);
  const lower = sideOf('lower', -Infinity);
  const upper = sideOf('upper', Infinity);
  asks.forEach(({ person, locked }, row) => {
    for (const { name, kind, start, width: span, obtainable } of actionSet.features) {
      if (!locked.includes(name)) continue;
      if (obtainable?.known !== undefined) {
        upper[row * width + obtainable.known] = x.data[person * width + obtainable.known]!;
      }
      for (let column = start; column < start + span; column += 1) {
        const own = x.data[person * width + column]!;
        if (kind !== 'categorical') lower[row * width + column] = own;
        upper[row * width + column] = own;
      }
    }
  });
  return { lower: ndarray(lower, shape), upper: ndarray(upper, shape) };
}
