import type { Intervals } from '../intervals.ts';
import type { OutputRows } from '../output-rows.ts';
import type { DualBound } from './dual-bound.ts';

/**
 * Output rows bounded anew from both sides.
 *
 * @param depth hidden layers.
 * @param noise `[count]` what rounding may add to each row at the outputs.
 * @param out tightened in place.
 */
export function tightenRows(
  dual: DualBound,
  rows: OutputRows,
  depth: number,
  iterations: number,
  noise: Float64Array,
  out: Intervals,
): void {
  const { units } = rows;
  for (let row = 0; row < rows.count; row += 1) {
    const from = row * units;
    let isNothing = true;
    for (let i = from; i < from + units; i += 1) {
      if (rows.onDifference[i] !== 0 || rows.onTeacher[i] !== 0) isNothing = false;
    }
    if (isNothing) continue;
    const largest = (sign: number): number =>
      dual.largest({
        depth,
        iterations,
        load(onG, onH) {
          for (let i = 0; i < units; i += 1) {
            onG[i] = sign * rows.onDifference[from + i]!;
            onH[i] = sign * (rows.onTeacher[from + i]! - rows.onDifference[from + i]!);
          }
          return sign * rows.offset[row]!;
        },
      });
    out.high[row] = Math.min(out.high[row]!, largest(1) + noise[row]!);
    out.low[row] = Math.max(out.low[row]!, -largest(-1) - noise[row]!);
  }
}
