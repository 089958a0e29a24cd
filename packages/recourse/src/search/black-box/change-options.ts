import { gridBeyond } from '../../actions/grid.ts';
import { farthestOf, headroomOf, levelsOf, mayMoveTo, type ActionLayout } from '../action-layout.ts';

/** The values of a move that are tried in each feature of one person, without 0: `changes[f]` lists them. */
export type ChangeOptions = readonly (readonly number[])[];

/** What options are made from. */
export interface OptionSource {
  /** Values a numeric feature is tried at either way, an integer ≥ 1. */
  readonly values: number;
  /** Rows whose values are tried too, `m × d`; their quantiles where there are many. */
  readonly reference: Float32Array | undefined;
}

/** Encoded units that are looked at where a number has no end. */
const far = 8;

/**
 * Lists what each person may do to one feature alone: every permitted category and level, and of numbers the ends of the
 * permitted range, even and halved parts of the way there, and what people of the reference have; on a grid its values.
 */
export function createChangeOptions(
  layout: ActionLayout,
  { values, reference }: OptionSource,
): (row: number) => ChangeOptions {
  const { count, width, x } = layout;
  const known = Array.from({ length: count }, (_, f) =>
    reference === undefined || layout.categorical[f] === 1 || layout.ordinal[f] === 1
      ? []
      : quantiles(reference, layout.start[f]!, width, 2 * values),
  );
  const shares = sharesOf(values);

  function numbers(f: number, row: number, own: number): number[] {
    const grid = layout.grid[f];
    return [-1, 1].flatMap((sign) => {
      const headroom = headroomOf(layout, f, row, sign);
      if (!(headroom > 0)) return [];
      const most = Math.min(headroom, far);
      const end = farthestOf(layout, f, row, sign);
      const sizes = shares.map((share) => share * most);
      for (const value of known[f]!) {
        const size = (value - own) * sign;
        if (size > 0 && size < headroom) sizes.push(size);
      }
      return sizes.map((size) => {
        if (grid === undefined) return sign * size;
        const value = gridBeyond(grid, own + sign * size, sign);
        return ((value - end) * sign > 0 ? end : value) - own;
      });
    });
  }

  return (row) =>
    Array.from({ length: count }, (_, f) => {
      const at = row * width + layout.start[f]!;
      if (layout.categorical[f] === 1) {
        return Array.from(layout.targets[f]!)
          .filter((c) => mayMoveTo(layout, f, row, c) && x[at + c] !== 1)
          .map((c) => c + 1);
      }
      const own = x[at]!;
      const changes =
        layout.ordinal[f] === 1
          ? Array.from(levelsOf(layout, f, row), (value) => value - own)
          : numbers(f, row, own);
      const isPermitted = (change: number) =>
        change !== 0 && Math.abs(change) <= headroomOf(layout, f, row, Math.sign(change));
      return [...new Set(changes)].filter(isPermitted);
    });
}

/** Parts of the way to an end: even ones, and halves of the first of them. */
function sharesOf(values: number): number[] {
  const even = Math.max(1, Math.ceil(values / 2));
  return Array.from({ length: values }, (_, i) =>
    i < even ? (even - i) / even : 1 / even / 2 ** (i - even + 1),
  );
}

/** `count` quantiles of a column at most, ascending, between the distinct values: where a tree's thresholds lie. */
function quantiles(rows: Float32Array, column: number, width: number, count: number): number[] {
  const held = new Set<number>();
  for (let at = column; at < rows.length; at += width) held.add(rows[at]!);
  const sorted = [...held].sort((a, b) => a - b);
  if (sorted.length <= count) return sorted;
  return Array.from(
    { length: count },
    (_, i) => sorted[Math.round(((i + 0.5) / count) * (sorted.length - 1))]!,
  );
}
