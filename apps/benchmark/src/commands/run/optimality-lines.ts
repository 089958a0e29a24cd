import type { Cell } from '../../cells/cell.ts';
import type { OptimalityGap } from '../../cells/diagnostics/optimality-gap-schema.ts';
import type { PlanOutcome } from '../../study/run-plan.ts';
import { teacherPlace } from './line-places.ts';

/** A share in per cent, as short as it may be. */
const percent = (value: number) => `${(100 * value).toFixed(2)} %`;

/**
 * How far the evaluation's actions are from the cheapest ones, a line a teacher and margin; none where nobody asked.
 *
 * @param besides what was told beside the cells
 */
export function optimalityLines(cells: readonly Cell[], besides: PlanOutcome['teacherGaps'] = []): string[] {
  const lines = [
    ...cells.flatMap(({ settings, optimalityGap: gap }) =>
      gap === undefined ? [] : linesOf({ settings, gap }),
    ),
    ...besides.flatMap(linesOf),
  ];
  const distinct = [...new Set(lines)];
  return distinct.length === 0 ? [] : [...distinct, ''];
}

function linesOf({ settings, gap }: PlanOutcome['teacherGaps'][number]): string[] {
  const place = teacherPlace(settings);
  if ('reason' in gap) return [`${place}: no optimality gap: ${gap.reason}`];
  return gap.margins.map((margin) => `${place}: ${sentence(margin, gap.n)}`);
}

function sentence(
  { kappa, gap, interval, gapAtMost, dearer, n }: OptimalityGap['margins'][number],
  { sampled, denied }: OptimalityGap['n'],
): string {
  const size =
    gap === null
      ? 'nobody to compare'
      : `actions are ${percent(gap)} dearer than the cheapest` +
        (interval === null ? '' : ` (95 %: ${percent(interval[0])} to ${percent(interval[1])})`) +
        `, ${percent(dearer ?? 0)} of them at all`;
  const proven =
    gapAtMost === undefined || n.open === 0
      ? ''
      : `; of all ${n.bounded ?? 0} with an action ` +
        (gapAtMost === null ? 'no least cost is proven' : `at most ${percent(gapAtMost)} is proven`);
  return (
    `κ = ${kappa}: ${size}; ${n.compared} compared of ${sampled} looked at (${denied} denied), ${n.missed} missed, ` +
    `${n.infeasible} proven to have no action, ${n.open} open${proven}`
  );
}
