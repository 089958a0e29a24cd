import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { shuffled } from '../internals/random-generator.ts';

export interface StratifiedDrawOptions {
  /** Class of every row of the table. */
  readonly y: Int32Array;
  /** Rows to draw from. */
  readonly rows: Int32Array;
  /** How many to draw, 0 to `rows.length`. */
  readonly count: number;
  readonly generator: RandomGenerator;
}

/**
 * Draws rows so that every class has the same share in `drawn` as in `rows`, up to rounding (largest remainder, so
 * that the count is met exactly). Both parts are ascending.
 */
export function stratifiedDraw({ y, rows, count, generator }: StratifiedDrawOptions): {
  drawn: Int32Array;
  left: Int32Array;
} {
  const classes = [...new Set(rows.map((row) => y[row]!))].sort((a, b) => a - b);
  const strata = classes.map((label) => rows.filter((row) => y[row] === label));
  const shares = strata.map((stratum) => (rows.length === 0 ? 0 : (stratum.length * count) / rows.length));
  const quotas = shares.map(Math.floor);
  const byRemainder = shares
    .map((share, index) => ({ index, remainder: share - Math.floor(share) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  const missing = count - quotas.reduce((sum, quota) => sum + quota, 0);
  for (const { index } of byRemainder.slice(0, missing)) quotas[index]! += 1;

  const orders = strata.map((stratum) => shuffled(stratum, generator));
  const join = (parts: Int32Array[]) => Int32Array.from(parts.flatMap((part) => [...part])).sort();
  return {
    drawn: join(orders.map((order, index) => order.subarray(0, quotas[index]))),
    left: join(orders.map((order, index) => order.subarray(quotas[index]))),
  };
}
