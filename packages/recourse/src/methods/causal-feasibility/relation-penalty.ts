import type { Penalty } from '../latent/latent-descent.ts';
import type { LearnedRelation } from './learned-relations.ts';

/** What counts as kept, in encoded units. */
const tolerance = 1e-4;

/**
 * What an action breaks of learned relations: where a cause moves by `Δ`, its effect is to move by at least `share · slope · Δ`;
 * what is missing of that is added up.
 *
 * @param x - Where people stand, `n × width`.
 * @param share - How much of the learned slope an effect must follow, in [0, 1].
 * @param weight - What an encoded unit that is missing counts, in logits; > 0.
 */
export function relationPenalty(
  relations: readonly LearnedRelation[],
  { x, width, share, weight }: { x: ArrayLike<number>; width: number; share: number; weight: number },
): Penalty {
  return (row, points, slopes, at) => {
    let broken = 0;
    for (const { cause, effect, slope } of relations) {
      const moved = points[at + cause]! - x[row * width + cause]!;
      const wanted = share * slope * moved;
      const way = Math.sign(wanted);
      const missing = Math.abs(wanted) - way * (points[at + effect]! - x[row * width + effect]!);
      if (moved === 0 || missing <= tolerance) continue;
      broken += missing;
      slopes[at + effect]! -= weight * way;
      slopes[at + cause]! += weight * share * Math.abs(slope) * Math.sign(moved);
    }
    return broken;
  };
}
