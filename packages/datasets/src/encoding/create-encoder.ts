import { decodeRows } from './decode-rows.ts';
import { encodeRows } from './encode-rows.ts';
import { encodeTable } from './encode-table.ts';
import type { Encoder } from './encoder.ts';
import type { FeatureSpace } from './feature-space.ts';

/**
 * The encoder of a feature space. A feature space is plain data, so an encoder can be rebuilt anywhere from its
 * JSON.
 */
export function createEncoder(featureSpace: FeatureSpace): Encoder {
  return {
    featureSpace,
    encodeTable: (table, rows) => encodeTable(featureSpace, table, rows),
    encodeRows: (rows, options) => encodeRows(featureSpace, rows, options),
    decodeRows: (matrix) => decodeRows(featureSpace, matrix),
  };
}
