import { createEncoder, type FeatureSpace, type People } from '@cfq/datasets';
import { randomStream, type NDArray } from '@cfq/jit';

/** Rows that a binding is checked on. */
export interface SampleRows {
  readonly x: NDArray;
  /** Rows of the table that they are; null of rows that were drawn. */
  readonly rows: Int32Array | null;
}

const drawn = 64;

/**
 * So many people from all over the table, encoded; without people, rows of values that the feature space permits.
 *
 * @throws DatasetError (of `@cfq/datasets`) where the space has no place for somebody.
 */
export function sampleRows(featureSpace: FeatureSpace, people: People | null, most: number): SampleRows {
  if (people !== null) {
    const count = Math.min(most, people.table.rows);
    const rows = Int32Array.from({ length: count }, (_, at) => Math.floor((at * people.table.rows) / count));
    return { x: createEncoder(featureSpace).encodeTable(people.table, rows), rows };
  }
  const { width, features } = featureSpace;
  const shares = randomStream(0, 'sample rows').uniform([drawn, width]).data;
  const data = new Float32Array(drawn * width);
  for (let row = 0; row < drawn; row += 1) {
    for (const { kind, start, width: own, lower, upper, values, indicates } of features) {
      const share = shares[row * width + start]!;
      const at = row * width + start;
      if (indicates !== undefined) data[at] = 1;
      else if (kind === 'categorical') data[at + Math.min(own - 1, Math.floor(share * own))] = 1;
      else if (values !== undefined) data[at] = values[Math.floor(share * values.length)] ?? values[0]!;
      else data[at] = lower + share * (upper - lower);
    }
  }
  return { x: { data, shape: [drawn, width] }, rows: null };
}
