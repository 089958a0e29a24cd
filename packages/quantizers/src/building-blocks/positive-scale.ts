import { smallestStep } from './floored-magnitude.ts';

/**
 * A fitted scale made safe: at least the smallest step, and `1 / Q_P` for a channel of zeros, which any scale
 * reproduces.
 */
export function positiveScale(fitted: number, highestCode: number): number {
  return fitted > 0 ? Math.max(Math.fround(fitted), smallestStep) : Math.fround(1 / highestCode);
}
