import { randomStream } from '@cfq/jit';

/**
 * Up to `most` of the given rows, drawn without replacement and never a prefix; in their order, and the same ones for
 * the same seed and name. All of them where there are no more.
 */
export function seededSample(rows: readonly number[], most: number, seed: number, name: string): number[] {
  if (rows.length <= most) return [...rows];
  const order = randomStream(seed, 'sample', name).permutation(rows.length).data;
  return Array.from(order.subarray(0, most))
    .sort((left, right) => left - right)
    .map((place) => rows[place]!);
}
