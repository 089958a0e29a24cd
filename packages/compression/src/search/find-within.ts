import { checkLimits, type Limit } from '@cfq/audit';
import type { SizeCurve } from '../curve/size-curve.ts';
import { obtainCandidate, type CandidateSource } from './obtain-candidate.ts';
import type { Measured, MeasuredPoint } from './measured-point.ts';
import { searchSmallest, type SearchRule } from './search-smallest.ts';

/** What {@link findWithin} looks for. */
export interface FindWithinProblem {
  readonly source: CandidateSource;
  readonly curve: SizeCurve;
  readonly limits: readonly Limit[];
  readonly rule: SearchRule;
  /** Told after each candidate. */
  readonly onMeasured?: ((place: number, measured: Measured) => void) | undefined;
}

/** What was found. */
export interface FoundWithin {
  /** The smallest within the limits; null where none is. */
  readonly chosen: MeasuredPoint | null;
  /** The whole curve, from the smallest file up. */
  readonly points: readonly MeasuredPoint[];
}

/**
 * Trains and measures points of a size curve until the smallest that meets all limits on validation rows is found, see
 * {@link SearchRule}.
 *
 * @throws what training and measuring throw; the signal's reason when aborted
 */
export async function findWithin(problem: FindWithinProblem): Promise<FoundWithin> {
  const { source, curve, limits, rule, onMeasured } = problem;
  const { chosen, tried } = await searchSmallest<Measured>({
    count: curve.points.length,
    rule,
    attempt: async (place) => {
      source.setting.signal?.throwIfAborted();
      const { allocation } = curve.points[place]!;
      const { candidate, reused } = await obtainCandidate(source, { allocation });
      const verdicts = checkLimits(candidate, limits);
      const within = verdicts.every(({ verdict }) => verdict === 'met');
      const measured = { candidate, verdicts, within, reused };
      onMeasured?.(place, measured);
      return measured;
    },
    within: ({ within }) => within,
  });
  const points = curve.points.map((point, place) => ({ ...point, measured: tried.get(place) ?? null }));
  return { chosen: chosen === null ? null : points[chosen]!, points };
}
