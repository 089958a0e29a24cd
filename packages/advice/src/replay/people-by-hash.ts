import { readableRows, type ReadableRow, type ReadableRowsInput } from '@cfq/datasets';
import { rowHasher, type RowHasher } from '../records/row-hash.ts';

/** People of a file, found by the hash of their values. */
export interface PeopleByHash {
  readonly hasher: RowHasher;
  /** The row of a hash; `undefined` where nobody has it. */
  readonly rowOf: (hash: string) => number | undefined;
  /** The raw values of rows. */
  readonly valuesOf: (rows: readonly number[]) => ReadableRow[];
  /** The line of a row in the file, from 1. */
  readonly lineOf: (row: number) => number;
}

/** People whom {@link peopleByHash} finds: what `loadPeople` of `@cfq/datasets` returns fits. */
export interface HashedPeople extends ReadableRowsInput {
  /** The line of each row in the file, from 1. */
  readonly lines: Int32Array;
}

/** Rows that are read at a time. */
const rowsAtOnce = 4096;

/**
 * An index of people, for records that hold no values.
 *
 * @param key What the records were hashed with, where they were. Default: none.
 * @throws AdviceError for a key that is too short.
 */
export function peopleByHash(people: HashedPeople, key?: Uint8Array): PeopleByHash {
  const hasher = rowHasher(key);
  const places = new Map<string, number>();
  for (let start = 0; start < people.lines.length; start += rowsAtOnce) {
    const count = Math.min(rowsAtOnce, people.lines.length - start);
    readableRows(
      people,
      Array.from({ length: count }, (_, place) => start + place),
    ).forEach((values, place) => {
      const hash = hasher.hash(values);
      // People with the same values are told the same; the first of them stands for all.
      if (!places.has(hash)) places.set(hash, start + place);
    });
  }
  return {
    hasher,
    rowOf: (hash) => places.get(hash),
    valuesOf: (rows) => readableRows(people, rows),
    lineOf: (row) => people.lines[row]!,
  };
}
