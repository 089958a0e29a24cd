import type { SolvedRecourse } from '@cfq/metrics';
import type { CellMargin } from './cell.ts';

/** ε of the cost recourse gap, as in the metric itself. */
const epsilon = 1e-8;

/**
 * Quantiles of the relative cost gaps `(c(δ_q) − c(δ_f)) / (c(δ_f) + ε)` over those where both actions are valid and the
 * teacher's is not free, interpolated linearly between order statistics; null where there is nobody.
 */
export function gapQuantiles(teacher: SolvedRecourse, student: SolvedRecourse): CellMargin['crgQuantiles'] {
  const gaps: number[] = [];
  for (let row = 0; row < teacher.valid.length; row += 1) {
    const from = teacher.cost[row]!;
    if (teacher.valid[row] !== 1 || student.valid[row] !== 1 || !(from > 0)) continue;
    gaps.push((student.cost[row]! - from) / (from + epsilon));
  }
  if (gaps.length === 0) return null;
  const sorted = Float64Array.from(gaps).sort();
  const at = (share: number): number => {
    const place = share * (sorted.length - 1);
    const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
    return below + (above - below) * (place - Math.floor(place));
  };
  return { q05: at(0.05), q25: at(0.25), q50: at(0.5), q75: at(0.75), q95: at(0.95) };
}
