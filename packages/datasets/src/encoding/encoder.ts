import type { FeatureSpace } from './feature-space.ts';
import type { Matrix } from './matrix.ts';
import type { Table } from '../tables/table.ts';

/**
 * One row as people read it: numbers for numeric features, level names for ordinal and categorical ones, `null`
 * for a missing value.
 */
export type ReadableRow = Record<string, string | number | null>;

export interface EncodeRowsOptions {
  /**
   * What a category does that no row of the data set holds: `error` (default), or `zeros`, which leaves every
   * column of its group 0 and decodes as `null`.
   */
  readonly unknown?: 'error' | 'zeros';
}

/** Both ways between tables or readable rows and the encoded matrix of one feature space. */
export interface Encoder {
  readonly featureSpace: FeatureSpace;
  /** Encodes the given rows of a table (default all of them, in order). */
  readonly encodeTable: (table: Table, rows?: Int32Array) => Matrix;
  /** Encodes readable rows. */
  readonly encodeRows: (rows: readonly ReadableRow[], options?: EncodeRowsOptions) => Matrix;
  /** The readable rows of an encoded matrix: the inverse of `encodeRows`. */
  readonly decodeRows: (matrix: Matrix) => ReadableRow[];
}
