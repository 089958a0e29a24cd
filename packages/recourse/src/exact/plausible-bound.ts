import type { NDArray } from '@cfq/jit';
import type { ActionLayout } from '../search/action-layout.ts';
import type { Box } from './box.ts';
import type { CategoryDecision, Decision } from './decisions.ts';

/** What distance to approved people leaves of boxes of one person. */
export interface PlausibleBound {
  /** Whether a box may hold an action that leads near enough to approved people, or none at all. */
  mayHold(box: Box): boolean;
}

/** Points are float32, and boxes are not: by how much a distance may be off, beside a part of the limit. */
const rounding = 1e-4;

/**
 * For a plausibility by distance: no point of a box is nearer to an approved row than its columns, each by itself, can come,
 * and so the mean of the nearest of these is a lower bound. What moves by itself counts for nothing. Null where any box may
 * hold a plausible action: none is asked for, or by local outlier factors, of which no bound is known.
 */
export function createPlausibleBound(
  layout: ActionLayout,
  row: number,
  decisions: readonly Decision[],
): PlausibleBound | null {
  const { plausibility, width, x } = layout;
  if (plausibility?.kind !== 'distance') return null;
  const { rows, neighbours, limit } = plausibility;
  const own = x.subarray(row * width, (row + 1) * width);
  const most = limit + rounding * (1 + limit);

  const { fixed, parts, size, from } = crowdOf(layout, decisions, own, rows);
  const count = decisions.length;

  /** The least squared distance of decision `d` from the part of a row that starts at `at`. */
  function leastOf({ low, high, options }: Box, d: number, at: number): number {
    if (decisions[d]!.kind === 'number') {
      const to = parts[at + from[d]!]!;
      const away = to < low[d]! ? low[d]! - to : to > high[d]! ? to - high[d]! : 0;
      return away * away;
    }
    const open = options[d]!;
    let least = Infinity;
    for (let i = 0; i < open.length; i += 1) least = Math.min(least, parts[at + from[d]! + open[i]!]!);
    return least;
  }

  return {
    mayHold(box) {
      if (mayStay(box)) return true;
      const nearest = new Float64Array(neighbours).fill(Infinity);
      for (let r = 0; r < fixed.length; r += 1) {
        const farthest = nearest[neighbours - 1]!;
        let square = fixed[r]!;
        if (square >= farthest) break;
        for (let d = 0; d < count && square < farthest; d += 1) square += leastOf(box, d, r * size);
        if (square < farthest) insert(nearest, square);
      }
      return nearest.reduce((sum, square) => sum + Math.sqrt(square), 0) / neighbours <= most;
    },
  };
}

/** Approved rows as seen from one person, those first that are nearest in columns that do not change. */
interface Crowd {
  /** `[m]`, ascending: squared distance in columns that no decision changes, and nothing that follows from one. */
  readonly fixed: Float64Array;
  /** `[m, size]`: of a number how far the row is from the person, of a group the squared distance of each option. */
  readonly parts: Float64Array;
  readonly size: number;
  /** Where the part of each decision begins. */
  readonly from: Int32Array;
}

function crowdOf(
  layout: ActionLayout,
  decisions: readonly Decision[],
  own: ArrayLike<number>,
  { data, shape: [count = 0, width = 0] }: NDArray,
): Crowd {
  const stays = fixedColumns(layout, decisions);
  const away = Float64Array.from({ length: count }, (_, r) =>
    stays.reduce((sum, c) => sum + (own[c]! - data[r * width + c]!) ** 2, 0),
  );
  const order = Int32Array.from(away.keys()).sort((a, b) => away[a]! - away[b]!);
  const from = new Int32Array(decisions.length + 1);
  decisions.forEach((decision, d) => {
    from[d + 1] = from[d]! + (decision.kind === 'number' ? 1 : 1 + layout.span[decision.feature]!);
  });
  const size = from[decisions.length]!;
  const parts = new Float64Array(count * size);
  order.forEach((r, place) => {
    const at = data.subarray(r * width, (r + 1) * width);
    decisions.forEach((decision, d) => {
      const start = place * size + from[d]!;
      if (decision.kind === 'number') parts[start] = at[decision.column]! - own[decision.column]!;
      else parts.set(squaresOf(layout, decision, own, at), start);
    });
  });
  return { fixed: Float64Array.from(order, (r) => away[r]!), parts, size, from };
}

function fixedColumns({ width, span, consequences }: ActionLayout, decisions: readonly Decision[]): number[] {
  const open = new Set(consequences.map(({ feature }) => feature.start));
  for (const decision of decisions) {
    if (decision.kind === 'number') open.add(decision.column);
    else for (let c = 0; c < span[decision.feature]!; c += 1) open.add(decision.start + c);
  }
  return Array.from({ length: width }, (_, c) => c).filter((c) => !open.has(c));
}

/** By option, staying first: the squared distance of a group from that of an approved row. */
function squaresOf(
  { span }: ActionLayout,
  { feature, start }: CategoryDecision,
  own: ArrayLike<number>,
  at: ArrayLike<number>,
): Float64Array {
  const places = Array.from({ length: span[feature]! }, (_, c) => start + c);
  const square = (valueOf: (column: number) => number) =>
    places.reduce((sum, column) => sum + (valueOf(column) - at[column]!) ** 2, 0);
  return Float64Array.of(
    square((column) => own[column]!),
    ...places.map((chosen) => square((column) => Number(column === chosen))),
  );
}

/** Whether a box holds no change at all, which is always permitted. */
function mayStay({ low, high, options, moves }: Box): boolean {
  return moves.every(
    (move, d) =>
      move === 0 && low[d]! <= 0 && high[d]! >= 0 && (options[d]!.length === 0 || options[d]![0] === 0),
  );
}

/** Puts a number into an ascending list, whose last it is less than, in the place of that. */
function insert(ascending: Float64Array, value: number): void {
  let place = ascending.length - 1;
  while (place > 0 && ascending[place - 1]! > value) {
    ascending[place] = ascending[place - 1]!;
    place -= 1;
  }
  ascending[place] = value;
}
