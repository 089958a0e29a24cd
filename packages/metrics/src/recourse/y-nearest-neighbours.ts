import { checkEqual, checkValue, classLabel } from '../internals/check.ts';
import { type Column, readColumns } from '../internals/column.ts';
import { meanOver } from '../statistics/ratio.ts';
import type { Statistic } from '../statistics/statistic.ts';
import { nearestRows } from './nearest-rows.ts';
import { type NeighbourhoodInput, readNeighbourhood } from './read-neighbourhood.ts';

export interface YNearestNeighboursInput extends NeighbourhoodInput {
  /** `[people]` the model's prediction for each of the reference. */
  readonly referencePrediction: Column;
  /** The favourable class. */
  readonly favourableClass: number;
}

/**
 * y-nearest neighbours, yNN: of the `neighbours` people nearest to where an action leads (Euclidean distance; default 5),
 * the share whom the model gives the favourable class, averaged over valid actions. Range 0–1, 1 is best: the action leads
 * among the approved.
 *
 * @returns the mean share; its count is the number of valid actions.
 * @throws MetricsError on sizes that disagree, entries that are not finite, or fewer people than neighbours.
 * @see Pawelczyk et al. 2021, CARLA (arXiv 2108.00783).
 */
export function yNearestNeighbours(input: YNearestNeighboursInput): Statistic {
  const origin = 'yNearestNeighbours';
  const { valid, points, reference, width, most } = readNeighbourhood(origin, input, 5);
  const { referencePrediction } = readColumns(
    origin,
    { referencePrediction: input.referencePrediction },
    { referencePrediction: classLabel },
  );
  checkEqual(origin, 'referencePrediction.length', input.reference.shape[0], referencePrediction.length);
  const favourableClass = checkValue(origin, 'favourableClass', input.favourableClass, classLabel);
  return meanOver(valid, (row) => {
    const { places } = nearestRows(points, row * width, reference, width, most);
    return places.filter((place) => referencePrediction[place] === favourableClass).length / most;
  });
}
