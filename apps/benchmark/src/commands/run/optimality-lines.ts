import type { Cell } from '../../cells/cell.ts';
import type { OptimalityGap } from '../../cells/diagnostics/optimality-gap-schema.ts';

/** A share in per cent, as short as it may be. */
const percent = (value: number) => `${(100 * value).toFixed(2)} %`;

/** How far the evaluation's actions are from the cheapest ones, a line a teacher and margin; none where nobody asked. */
export function optimalityLines(cells: readonly Cell[]): string[] {
  const lines = cells.flatMap(({ dataset, seed, backbone, optimalityGap }) =>
    optimalityGap === undefined
      ? []
      : optimalityGap.margins.map(
          (margin) => `${dataset}, ${backbone}, seed ${seed}: ${sentence(margin, optimalityGap.n)}`,
        ),
  );
  const distinct = [...new Set(lines)];
  return distinct.length === 0 ? [] : [...distinct, ''];
}

function sentence(
  { kappa, gap, interval, dearer, n }: OptimalityGap['margins'][number],
  { sampled, denied }: OptimalityGap['n'],
): string {
  const size =
    gap === null
      ? 'nobody to compare'
      : `actions are ${percent(gap)} dearer than the cheapest` +
        (interval === null ? '' : ` (95 %: ${percent(interval[0])} to ${percent(interval[1])})`) +
        `, ${percent(dearer ?? 0)} of them at all`;
  return (
    `κ = ${kappa}: ${size}; ${n.compared} compared of ${sampled} looked at (${denied} denied), ${n.missed} missed, ` +
    `${n.infeasible} proven to have no action, ${n.open} open`
  );
}
