import { assertKnownOptions } from '../internals/assert-known-options.ts';
import { DatasetError } from '../internals/dataset-error.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { tableDifferences, type TableDifference } from '../tables/table-differences.ts';
import { assertOriginals } from './assert-originals.ts';
import { fileSha256 } from './file-sha256.ts';
import { readOriginals } from './read-originals.ts';

export interface DatasetVerification {
  readonly name: string;
  /** Every file is the published one, and the embedded rows equal what they hold. */
  readonly verified: boolean;
  readonly files: readonly { readonly file: string; readonly sha256: string; readonly published: boolean }[];
  /** Rows of the embedded set. */
  readonly rows: number;
  /** Cells in which the embedded rows differ from the originals; none is as it should be. */
  readonly differences: readonly TableDifference[];
  /** Why the originals could not be compared: the first bad row. `null` where they were. */
  readonly problem: string | null;
}

/**
 * Checks a folder's original files against the published SHA-256, and the embedded rows, cell by cell, against what
 * the files hold. Node only.
 *
 * @throws DatasetError on an unknown option, a set without originals, or where a file is absent.
 */
export async function verifyDataset(
  dataset: Dataset,
  options: { readonly dataDir: string },
): Promise<DatasetVerification> {
  assertKnownOptions('verifyDataset', options, ['dataDir']);
  const originals = assertOriginals('verifyDataset', dataset);
  const { dataDir } = options;
  const nodePath = await import('node:path');
  const texts = await readOriginals(originals, dataDir);
  const files = await Promise.all(
    originals.map(async ({ file, sha256: expected }) => {
      const sha256 = (await fileSha256(nodePath.join(dataDir, file))) ?? '';
      return { file, sha256, published: sha256 === expected };
    }),
  );
  const { table } = await dataset.load();
  const report = { name: dataset.name, files, rows: table.rows };
  try {
    const parsed = await dataset.parse(texts);
    const differences = tableDifferences(table, parsed.table);
    const verified = differences.length === 0 && files.every(({ published }) => published);
    return { ...report, verified, differences, problem: null };
  } catch (error) {
    if (!(error instanceof DatasetError)) throw error;
    return { ...report, verified: false, differences: [], problem: error.message };
  }
}
