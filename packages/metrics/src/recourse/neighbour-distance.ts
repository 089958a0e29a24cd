import { ratio } from '../statistics/ratio.ts';
import type { Statistic } from '../statistics/statistic.ts';
import { nearestRows } from './nearest-rows.ts';
import { type NeighbourhoodInput, readNeighbourhood } from './read-neighbourhood.ts';

/**
 * k-NN distance: the mean Euclidean distance from where an action leads to the `neighbours` nearest people of the
 * reference (default 5), averaged over valid actions. Range ≥ 0, lower is more plausible. Give the people whom the model
 * approves as the reference to ask whether the action leads where approved people are.
 *
 * @returns the mean; its count is the number of valid actions.
 * @throws MetricsError on sizes that disagree, entries that are not finite, or fewer people than neighbours.
 * @see Jiang et al. 2024, arXiv 2404.13736.
 */
export function neighbourDistance(input: NeighbourhoodInput): Statistic {
  const { valid, points, reference, width, most } = readNeighbourhood('neighbourDistance', input, 5);
  const distance = (row: number) =>
    nearestRows(points, row * width, reference, width, most).distances.reduce((sum, one) => sum + one, 0) /
    most;
  return ratio(
    valid.map((counts, row) => counts && distance(row)),
    valid,
  );
}
