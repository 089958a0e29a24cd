import { nearestRows, type NearestRows } from '@cfq/metrics/recourse';

import type { Plausibility } from './plausibility.ts';

/** What is scored: a row that starts somewhere in an array. */
type Score = (point: ArrayLike<number>, at: number) => number;

/** Kept away from 0, the mean reachability among people who are all alike. */
const least = 1e-10;

/** Rows do not change: what is learned of them serves every point. */
const known = new WeakMap<Plausibility, Score>();

/**
 * How far a point is from being somebody who is approved; plausible where it is at most `limit`.
 *
 * - `distance`: the mean of the distances to the nearest `neighbours` rows, ≥ 0;
 * - `local-outlier-factor`: how much sparser the rows round it are than those round them, about 1 within a crowd (Breunig
 *   et al. 2000, "LOF: identifying density-based local outliers", §4). The point itself is not part of the crowd.
 *
 * @param point - Holds the encoded row of the point, from `at` on.
 */
export function plausibilityScore(plausibility: Plausibility, point: ArrayLike<number>, at: number): number {
  let score = known.get(plausibility);
  if (score === undefined) {
    score = plausibility.kind === 'distance' ? meanDistance(plausibility) : outlierFactor(plausibility);
    known.set(plausibility, score);
  }
  return score(point, at);
}

function meanDistance({ rows: { data, shape }, neighbours }: Plausibility): Score {
  return (point, at) => meanOf(nearestRows(point, at, data, shape[1]!, neighbours).distances);
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function outlierFactor({ rows: { data, shape }, neighbours }: Plausibility): Score {
  const [, width = 0] = shape;
  const round = new Map<number, NearestRows>();
  const densities = new Map<number, number>();
  const around = (place: number): NearestRows => {
    const found = round.get(place) ?? nearestRows(data, place * width, data, width, neighbours, place);
    round.set(place, found);
    return found;
  };
  const density = ({ places, distances }: NearestRows): number => {
    const reached = distances.map((distance, rank) =>
      Math.max(around(places[rank]!).distances[neighbours - 1]!, distance),
    );
    return 1 / (meanOf(reached) + least);
  };
  const densityAt = (place: number): number => {
    const found = densities.get(place) ?? density(around(place));
    densities.set(place, found);
    return found;
  };
  return (point, at) => {
    const own = nearestRows(point, at, data, width, neighbours);
    return meanOf(Float64Array.from(own.places, densityAt)) / density(own);
  };
}
