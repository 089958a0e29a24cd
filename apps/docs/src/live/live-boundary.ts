import { createEncoder, type Feature, type FeatureSpace, type ReadableRow } from '@cfq/datasets';
import type { Network } from '@cfq/network';
import { liveMargins } from './live-model.ts';

/** Values along one side of the picture. */
export interface LiveAxis {
  readonly feature: string;
  /** Raw values, from left to right or from below: steps of a number, or every level. */
  readonly values: readonly (number | string)[];
}

/** A piece of a boundary, in places along both axes: 0 is the first value, 1 the second, and so on between them. */
type LiveSegment = readonly [x0: number, y0: number, x1: number, y1: number];

/** What models say about everybody who differs from a person in two features. */
export interface LiveBoundary {
  readonly x: LiveAxis;
  readonly y: LiveAxis;
  /** By model the margins `[y.values.length, x.values.length]`, row by row. */
  readonly margins: readonly Float32Array[];
  /** By model where its decision turns. */
  readonly segments: readonly (readonly LiveSegment[])[];
}

/** Values of a number that are looked at. */
const mostSteps = 41;

/** The values of a feature that a picture shows. */
export function liveAxis(
  { name, kind, step = 1, categories, labels }: Feature,
  range: readonly [number, number] | undefined,
): LiveAxis {
  if (kind !== 'numeric' || range === undefined) {
    return { feature: name, values: categories ?? labels ?? [] };
  }
  const [low, high] = range;
  const count = Math.max(2, Math.min(mostSteps, Math.floor((high - low) / step) + 1));
  return {
    feature: name,
    values: Array.from({ length: count }, (_, place) => {
      const value = low + (place * (high - low)) / (count - 1);
      return low + Math.round((value - low) / step) * step;
    }),
  };
}

/** Rows of a picture that are computed before others have their turn: some milliseconds. */
const stripe = 6;

/**
 * Margins of some models over two features of a person, all else as it is, and where their decisions turn. It is computed in
 * stripes, so that whoever moves a control meanwhile does not wait for it.
 *
 * @param isWanted Asked between stripes.
 * @returns Undefined where it is not wanted any more.
 */
export async function liveBoundary(
  featureSpace: FeatureSpace,
  models: readonly Network[],
  { values, x, y }: { readonly values: ReadableRow; readonly x: LiveAxis; readonly y: LiveAxis },
  isWanted: () => boolean = () => true,
): Promise<LiveBoundary | undefined> {
  const encoder = createEncoder(featureSpace);
  const margins = models.map(() => new Float32Array(x.values.length * y.values.length));
  for (let from = 0; from < y.values.length; from += stripe) {
    await new Promise((resolve) => setTimeout(resolve));
    if (!isWanted()) return undefined;
    const rows = y.values
      .slice(from, from + stripe)
      .flatMap((above) =>
        x.values.map((along): ReadableRow => ({ ...values, [x.feature]: along, [y.feature]: above })),
      );
    const { data, shape } = encoder.encodeRows(rows);
    models.forEach((network, place) => {
      margins[place]!.set(liveMargins(network, { data, shape: [...shape] }), from * x.values.length);
    });
  }
  const size = [x.values.length, y.values.length] as const;
  return { x, y, margins, segments: margins.map((one) => turns(one, size)) };
}

/** Where a value stands on an axis, between its neighbours where it is none of them. */
export function placeOn({ values }: LiveAxis, value: number | string | null | undefined): number {
  if (typeof value !== 'number') return Math.max(0, values.indexOf(value ?? ''));
  const numbers = values as readonly number[];
  const after = numbers.findIndex((one) => one >= value);
  if (after < 0) return numbers.length - 1;
  if (after === 0) return 0;
  const [low, high] = [numbers[after - 1]!, numbers[after]!];
  return after - 1 + (value - low) / (high - low);
}

/**
 * Where a grid of margins passes 0, square by square (marching squares; Maple 2003, "Geometric design and space planning
 * using the marching squares and marching cube algorithms"), straight between the corners.
 */
function turns(margins: Float32Array, [width, height]: readonly [number, number]): LiveSegment[] {
  const found: LiveSegment[] = [];
  const at = (column: number, row: number): number => margins[row * width + column]!;
  for (let row = 0; row + 1 < height; row += 1) {
    for (let column = 0; column + 1 < width; column += 1) {
      const corners = [
        [column, row],
        [column + 1, row],
        [column + 1, row + 1],
        [column, row + 1],
      ] as const;
      const crossings = corners.flatMap(([x0, y0], side): [number, number][] => {
        const [x1, y1] = corners[(side + 1) % 4]!;
        const [one, other] = [at(x0, y0), at(x1, y1)];
        if (one > 0 === other > 0) return [];
        const share = one / (one - other);
        return [[x0 + share * (x1 - x0), y0 + share * (y1 - y0)]];
      });
      for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
        found.push([...crossings[pair]!, ...crossings[pair + 1]!]);
      }
    }
  }
  return found;
}
