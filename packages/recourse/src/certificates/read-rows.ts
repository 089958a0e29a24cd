import type { BoxBounds } from './difference-bounds.ts';
import type { Intervals } from './intervals.ts';

/**
 * Bounds of a point from those of its output rows (`outputRows`): with several rivals the margin is the smallest of its
 * differences, and a difference of two minima is at most the largest of the differences.
 */
export function readRows(classes: number, { low, high }: Intervals, row: number, out: BoxBounds): void {
  let epsilon = 0;
  for (let label = 0; label < classes; label += 1) {
    epsilon = Math.max(epsilon, -low[label]!, high[label]!);
  }
  let shortfall = -Infinity;
  let excess = -Infinity;
  let studentLow = Infinity;
  let studentHigh = Infinity;
  for (let rival = 0; rival < classes - 1; rival += 1) {
    shortfall = Math.max(shortfall, -low[classes + rival]!);
    excess = Math.max(excess, high[classes + rival]!);
    studentLow = Math.min(studentLow, low[2 * classes - 1 + rival]!);
    studentHigh = Math.min(studentHigh, high[2 * classes - 1 + rival]!);
  }
  out.epsilon[row] = epsilon;
  out.epsilonMargin[row] = Math.max(0, shortfall, excess);
  out.shortfall[row] = shortfall;
  out.excess[row] = excess;
  out.studentLow[row] = studentLow;
  out.studentHigh[row] = studentHigh;
}
