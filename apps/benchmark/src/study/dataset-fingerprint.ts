import { createHash } from 'node:crypto';
import type { LoadedDataset } from '@cfq/datasets';
import { canonicalJson } from '../cells/canonical-json.ts';

/**
 * SHA-256 of everything about a dataset that results depend on: every value of every column, labels, subgroups,
 * what each feature and each policy permits, and how the test rows are chosen. Equal for embedded rows and the publisher's files
 * they were taken from; different as soon as one value of a user's file changes.
 */
export function datasetFingerprint(dataset: LoadedDataset): string {
  const { table, y, features, sparsity, split, label, subgroups, relations, plausibility, policies } =
    dataset;
  const hash = createHash('sha256');
  const text = (value: unknown) => hash.update(`${canonicalJson(value)}\n`);
  const bytes = ({ buffer, byteOffset, byteLength }: Float64Array | Int32Array) =>
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  text({ rows: table.rows, features, sparsity, split, label, relations, plausibility, policies });
  for (const [name, column] of Object.entries(table.columns).sort(byName)) {
    const { special } = column;
    text({ name, ...(column.kind === 'level' && { levels: column.levels }), special: special?.labels });
    bytes(column.kind === 'level' ? column.codes : column.values);
    if (special !== undefined) bytes(special.codes);
  }
  for (const [name, { levels, codes }] of Object.entries(subgroups).sort(byName)) {
    text({ name, levels });
    bytes(codes);
  }
  bytes(y);
  return hash.digest('hex');
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
