import { jointSupport, supportPoint } from './joint-support.ts';
import type { Level } from './level.ts';

const at = supportPoint();

/** Slope of the bound of a ReLU that encloses the least area: the chord from above, 0 or 1 from below (Zhang et al. 2018, §3). */
function nearestSlope(coefficient: number, low: number, high: number): number {
  if (low >= 0) return 1;
  if (high <= 0) return 0;
  if (coefficient >= 0) return high / (high - low);
  return high > -low ? 1 : 0;
}

/** Slopes to start with: of the parallel relaxation or of each unit's own, whichever is lower in the middle. */
export function startSlopes({ given, graph, steps, onG, onH }: Level): void {
  const { live, relaxed, before } = given;
  for (let one = 0; one < live.count; one += 1) {
    const i = live.index[one]!;
    const [c, d] = [onG[i]!, onH[i]!];
    const [yl, yh] = [before.student.low[i]!, before.student.high[i]!];
    const [zl, zh] = [before.teacher.low[i]!, before.teacher.high[i]!];
    const ofY = relaxed.onDifference[i]!;
    const ofZ = Math.min(1, Math.max(0, ofY - relaxed.onTeacher[i]!));
    const [ownY, ownZ] = [nearestSlope(c, yl, yh), nearestSlope(d, zl, zh)];
    steps.student[i] = ofY;
    steps.teacher[i] = ofZ;
    if (ownY === ofY && ownZ === ofZ) continue;
    jointSupport(graph, i, c, d, c * ofY, d * ofZ, at);
    const together = at.value + (c * ofY * (yl + yh) + d * ofZ * (zl + zh)) / 2;
    jointSupport(graph, i, c, d, c * ownY, d * ownZ, at);
    if (at.value + (c * ownY * (yl + yh) + d * ownZ * (zl + zh)) / 2 >= together) continue;
    steps.student[i] = ownY;
    steps.teacher[i] = ownZ;
  }
}
