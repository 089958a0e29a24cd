import { randomStream, tree } from '@cfq/jit';

import { RecourseError } from '../recourse-error.ts';
import { isTraced } from '../model/bind-model.ts';
import type { ActionLayout } from '../search/action-layout.ts';
import type { SearchProblem } from './solver-definition.ts';

/** Relative difference between slopes at two points beyond which a model is not linear. */
const sameSlope = 1e-3;
/** Relative difference between a margin and its linear prediction, likewise. */
const sameMargin = 1e-3;
/** Where a column has no bound, the distance from `x` at which it is looked at. */
const farOff = 4;
/** Points drawn at random between the bounds. */
const drawn = 64;

/** Where a margin is known, to predict others from. */
interface KnownMargins {
  readonly margins: ArrayLike<number>;
  /** The points they are of, rows of the same length. */
  readonly points: Float32Array;
}

/**
 * Refuses a model whose slopes at some points are not those of the first person, or whose margins are not what these
 * predict from known ones: of point `i` from known point `i`, or from the only one.
 *
 * @returns Margins and slopes at the points.
 */
export type CheckPoints = (
  points: Float32Array,
  count: number,
  known: KnownMargins | null,
) => Promise<{ readonly margins: Float32Array; readonly slopes: Float32Array }>;

function refuse(solver: string, expected: string, got: string): never {
  throw new RecourseError(
    `${solver}.solve: the model is linear in its inputs (expected ${expected}, got ${got}). Use slp or pgd.`,
  );
}

/** What rounding may cost a traced model of one layer: its logits are sums of products of this size at most. */
function roundingOf({ problem }: SearchProblem, point: Float32Array, at: number, width: number): number {
  const { model } = problem;
  if (!isTraced(model)) return 0;
  let weight = 0;
  for (const leaf of tree.leaves(model.parameters)) {
    for (const value of leaf.data) weight = Math.max(weight, Math.abs(value));
  }
  let size = 1;
  for (let c = 0; c < width; c += 1) size += Math.abs(point[at + c]!);
  return 2 ** -19 * weight * size;
}

/**
 * A slope in which each group sums to 0: with one category each, a constant more for all of them means nothing, and finite
 * differences have another one at each category.
 */
function gauged({ width, features }: ActionLayout, slopes: Float32Array, at: number): Float32Array {
  const out = slopes.slice(at, at + width);
  for (const { kind, start, width: span } of features) {
    if (kind !== 'categorical') continue;
    let sum = 0;
    for (let c = start; c < start + span; c += 1) sum += out[c]!;
    for (let c = start; c < start + span; c += 1) out[c] = out[c]! - sum / span;
  }
  return out;
}

/** Points that show whether a model is linear where the first person may go: ends of each column, and the box between. */
function probes({ x, layout, rows }: SearchProblem): Float32Array[] {
  const { width, features, lowest, highest } = layout;
  const origin = x.subarray(0, width);
  const endsOf = (column: number): readonly [number, number] => {
    let [low, high] = [Infinity, -Infinity];
    for (let row = 0; row < rows; row += 1) {
      low = Math.min(low, lowest[row * width + column]!);
      high = Math.max(high, highest[row * width + column]!);
    }
    const own = origin[column]!;
    return [Math.max(low, own - farOff), Math.min(high, own + farOff)];
  };
  const ends = Array.from({ length: width }, (_, column) => endsOf(column));
  const points: Float32Array[] = [];
  // Whoever is in no category of a group stays there: what that is worth, a slope of categories does not say.
  const free = features.filter(
    ({ kind, start, width: span }) =>
      kind !== 'categorical' || origin.subarray(start, start + span).includes(1),
  );
  for (const { start, width: span } of free) {
    for (let c = start; c < start + span; c += 1) {
      for (const end of ends[c]!) {
        const point = origin.slice();
        if (span > 1) point.fill(0, start, start + span);
        point[c] = span > 1 ? 1 : end;
        points.push(point);
      }
    }
  }
  const stream = randomStream(0, 'is it linear');
  for (let draw = 0; draw < drawn; draw += 1) {
    const point = origin.slice();
    for (const { start, width: span } of free) {
      if (span > 1) {
        point.fill(0, start, start + span);
        point[start + stream.integer(span)] = 1;
      } else {
        const [low, high] = ends[start]!;
        point[start] = low + ((high - low) * stream.integer(1025)) / 1024;
      }
    }
    points.push(point);
  }
  return points;
}

/**
 * Makes sure, as far as points can show, that the margin of a model is affine in the row: the same slope, and the margin
 * that it predicts, at the ends of every column that may change and at random points between them. A traced model of more
 * than two classes is refused as it is: its margin is the least of several affine ones.
 *
 * @param solver - Named in messages.
 * @returns The same check for further points: people, and where answers lead.
 * @throws RecourseError when it is not.
 */
export async function checkAffine(problem: SearchProblem, solver: string): Promise<CheckPoints> {
  const { model, x, layout } = problem;
  const { width } = layout;
  const first = new Float32Array(model.chunk * width);
  first.set(x.subarray(0, width));
  const at = await model.slopes(first, 1);
  const classes = model.classes?.() ?? 2;
  if (classes > 2) {
    refuse(
      solver,
      'two classes, of which one is wanted',
      `${classes}, whose margin over the best of the others is linear in pieces`,
    );
  }
  const slope = gauged(layout, at.slopes, 0);
  const origin: KnownMargins = { margins: at.margins.slice(0, 1), points: x.slice(0, width) };
  const largest = slope.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

  const check: CheckPoints = async (points, count, known) => {
    const scored = await model.slopes(points, count);
    for (let i = 0; i < count; i += 1) {
      const here = gauged(layout, scored.slopes, i * width);
      const column = here.findIndex((value, c) => Math.abs(value - slope[c]!) > sameSlope * largest);
      if (column >= 0)
        refuse(
          solver,
          'one slope at all points',
          `${here[column]} beside ${slope[column]} in column ${column}`,
        );
      if (known === null) continue;
      const from = known.margins.length === 1 ? 0 : i;
      const before = known.margins[from]!;
      const after = scored.margins[i]!;
      let predicted = before;
      let size = Math.abs(before) + Math.abs(after);
      for (let c = 0; c < width; c += 1) {
        const part = slope[c]! * (points[i * width + c]! - known.points[from * width + c]!);
        predicted += part;
        size += Math.abs(part);
      }
      const slack = sameMargin * size + roundingOf(problem, points, i * width, width) + 1e-6;
      if (Math.abs(after - predicted) > slack)
        refuse(solver, `a margin of ${predicted} at some point, by its slope`, `${after}`);
    }
    return scored;
  };

  const points = probes(problem);
  const batch = new Float32Array(model.chunk * width);
  for (let from = 0; from < points.length; from += model.chunk) {
    const part = points.slice(from, from + model.chunk);
    part.forEach((point, i) => {
      batch.set(point, i * width);
    });
    await check(batch, part.length, origin);
  }
  return check;
}
