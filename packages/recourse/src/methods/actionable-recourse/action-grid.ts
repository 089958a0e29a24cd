import { gridIndex, gridValue } from '../../actions/grid.ts';
import { farthestOf, levelsOf, mayMoveTo, type ActionLayout } from '../../search/action-layout.ts';
import type { GridStep } from './cheapest-flip.ts';

/** What the steps of an action grid are for. */
export interface ActionGridOf {
  readonly layout: ActionLayout;
  /** The person. */
  readonly row: number;
  /** The slope of the margin, `d` numbers from `at`. */
  readonly slope: Float32Array;
  readonly at: number;
  /** The margin that is wanting, > 0. */
  readonly need: number;
  /** Values of a number at most, an integer ≥ 1. */
  readonly levels: number;
}

/**
 * The action grid of a person (Ustun, Spangher and Liu 2019, §3): for each feature the values it may take that raise an
 * affine margin. A number has up to `levels` of them, evenly spread from where it is to where it alone would do, or to its
 * bound; on a declared grid these are values that exist. Categories and ordinal levels are all there.
 *
 * @returns Of each changeable feature.
 */
export function actionGrid({ layout, row, slope, at, need, levels }: ActionGridOf): GridStep[][] {
  const { width, count, x, weight, start } = layout;
  return Array.from({ length: count }, (_, f) => {
    const first = start[f]!;
    const own = row * width + first;
    if (layout.categorical[f] === 1) {
      const present = Array.from({ length: layout.span[f]! }, (__, c) => c).find((c) => x[own + c] === 1);
      const base = present === undefined ? 0 : slope[at + first + present]!;
      return Array.from(layout.targets[f]!)
        .filter((c) => c !== present && mayMoveTo(layout, f, row, c))
        .map((c) => ({ value: c + 1, unit: weight[f]!, gain: slope[at + first + c]! - base }));
    }
    const rate = slope[at + first]!;
    if (rate === 0) return [];
    const from = x[own]!;
    const stepTo = (to: number): GridStep => ({
      value: to - from,
      unit: weight[f]! * Math.abs(to - from),
      gain: rate * (to - from),
    });
    const sign = Math.sign(rate);
    const end = farthestOf(layout, f, row, sign);
    const isAhead = (to: number) => (to - from) * sign > 0 && (end - to) * sign >= 0;
    if (layout.ordinal[f] === 1)
      return Array.from(levelsOf(layout, f, row))
        .filter(isAhead)
        .map(stepTo);
    return numbersAhead({ layout, f, from, end, sign, far: need / Math.abs(rate), levels })
      .filter(isAhead)
      .map(stepTo);
  });
}

interface NumbersAhead {
  readonly layout: ActionLayout;
  readonly f: number;
  readonly from: number;
  readonly end: number;
  readonly sign: number;
  /** How far the feature alone has to go. */
  readonly far: number;
  readonly levels: number;
}

function numbersAhead({ layout, f, from, end, sign, far, levels }: NumbersAhead): number[] {
  const grid = layout.grid[f];
  const length = Math.min(Math.abs(end - from), far);
  if (grid === undefined) {
    return Array.from({ length: levels }, (_, i) => from + (sign * length * (i + 1)) / levels);
  }
  const first = gridIndex(grid, from);
  // One value beyond, where that alone would do.
  const last = gridIndex(grid, from + sign * length) + sign;
  const size = Math.abs(last - first) + 1;
  const stride = Math.max(1, size / levels);
  const places = Array.from(
    { length: Math.min(size, levels) },
    (_, i) => last - sign * Math.round(i * stride),
  );
  return [...places, last - sign].map((n) => gridValue(grid, n));
}
