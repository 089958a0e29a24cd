/** Fewest training rows for which a step takes the large batch. */
const largeSet = 2000;

/** Rows of a step: 64 for a small training set, 256 from 2 000 rows on, never more than there are. */
export function defaultBatch(rows: number): number {
  return Math.min(rows, rows < largeSet ? 64 : 256);
}
