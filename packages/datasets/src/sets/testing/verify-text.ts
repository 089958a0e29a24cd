import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dataset, LoadedDataset } from '../../dataset/dataset.ts';
import { verifyDataset, type DatasetVerification } from '../../originals/verify-dataset.ts';

/** A set of one original file, verified and loaded from a folder that holds a text under that file's name. */
export async function verifyText(
  dataset: Dataset,
  text: string,
): Promise<{ verification: DatasetVerification; fromFile: LoadedDataset }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'cfq-originals-'));
  try {
    await writeFile(join(dataDir, dataset.originals[0]!.file), text);
    const verification = await verifyDataset(dataset, { dataDir });
    return { verification, fromFile: await dataset.load({ dataDir }) };
  } finally {
    await rm(dataDir, { recursive: true });
  }
}
