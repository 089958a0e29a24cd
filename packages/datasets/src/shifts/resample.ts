import { DatasetError } from '../internals/dataset-error.ts';
import type { Split } from '../splits/split.ts';
import { randomGenerator, shuffled } from '../internals/random-generator.ts';
import { takeSplitRows } from '../splits/take-split-rows.ts';

export interface ResampleOptions {
  /** Public shift, for error messages. */
  readonly caller: string;
  /** Whether a row is of the part whose share changes. */
  readonly chosen: (row: number) => boolean;
  /** Factor on the odds of the part; 1 changes nothing. */
  readonly oddsFactor: number;
  readonly seed: number;
}

/**
 * As many rows again, in which the odds `p / (1 − p)` of the chosen part are multiplied by a factor; counts are
 * rounded to whole rows. Within the part and outside it every row is kept as often as any other, up to one: a side
 * that shrinks loses rows drawn without replacement, one that grows keeps all of them and repeats some. A factor of 1
 * is therefore the identity, whatever the seed.
 *
 * @throws DatasetError where either side has no row, or would have none.
 */
export function resample(split: Split, { caller, chosen, oddsFactor, seed }: ResampleOptions): Split {
  const generator = randomGenerator(caller, seed);
  const all = Int32Array.from(split.rows, (_, index) => index);
  const inside = all.filter(chosen);
  const outside = all.filter((row) => !chosen(row));
  const weight = inside.length * oddsFactor;
  const count = Math.round((all.length * weight) / (weight + outside.length));
  if (inside.length === 0 || outside.length === 0 || !(count > 0 && count < all.length)) {
    throw new DatasetError(
      `${caller}: rows remain on both sides (${inside.length} of ${all.length} are in the part, ${count} would be). ` +
        'Choose a smaller strength, or more rows.',
    );
  }
  const drawn = [
    ...repeated(shuffled(inside, generator), count),
    ...repeated(shuffled(outside, generator), all.length - count),
  ];
  return takeSplitRows(split, Int32Array.from(drawn).sort());
}

/** The first `count` entries of an order that starts again from its beginning. */
function repeated(order: Int32Array, count: number): number[] {
  return Array.from({ length: count }, (_, index) => order[index % order.length]!);
}
