import { nearestRows, type NearestRows } from './nearest-rows.ts';
import { type NeighbourhoodInput, readNeighbourhood } from './read-neighbourhood.ts';

/** Kept away from 0, the mean reachability among people who are all alike. */
const least = 1e-10;

/** Usual number of neighbours of an outlier factor. */
const usualNeighbours = 20;

/**
 * Local outlier factor of each point among people who exist: how much sparser the people round it are than those round
 * its neighbours. About 1 within a crowd, well above 1 outside. With `k` neighbours, `d_k(o)` the distance from `o` to its
 * k-th neighbour, `reach(p, o) = max(d_k(o), d(p, o))` and density `lrd(p) = 1 / mean_o reach(p, o)`, it is
 * `mean_o lrd(o) / lrd(p)` over the k nearest of the reference. The points themselves are not part of the crowd.
 *
 * @returns `[rows]`; NaN where there is no valid action.
 * @throws MetricsError on sizes that disagree, entries that are not finite, or no more people than neighbours.
 * @see Breunig et al. 2000, "LOF: identifying density-based local outliers", SIGMOD.
 */
export function localOutlierFactors(input: NeighbourhoodInput): Float64Array {
  return outlierFactors('localOutlierFactors', input);
}

/** The same, with errors in the name of whoever asks. */
export function outlierFactors(origin: string, input: NeighbourhoodInput): Float64Array {
  const { valid, points, reference, width, most } = readNeighbourhood(origin, input, usualNeighbours, 1);
  const known = new Map<number, NearestRows>();
  const around = (place: number): NearestRows => {
    const found = known.get(place) ?? nearestRows(reference, place * width, reference, width, most, place);
    known.set(place, found);
    return found;
  };
  const density = ({ places, distances }: NearestRows): number => {
    let sum = 0;
    places.forEach((place, rank) => {
      sum += Math.max(around(place).distances[most - 1]!, distances[rank]!);
    });
    return 1 / (sum / most + least);
  };
  const densities = new Map<number, number>();
  const densityAt = (place: number): number => {
    const found = densities.get(place) ?? density(around(place));
    densities.set(place, found);
    return found;
  };
  return valid.map((counts, row) => {
    if (!counts) return NaN;
    const own = nearestRows(points, row * width, reference, width, most);
    const theirs = own.places.reduce((sum, place) => sum + densityAt(place), 0) / most;
    return theirs / density(own);
  });
}
