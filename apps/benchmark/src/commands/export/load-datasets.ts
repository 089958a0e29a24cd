import { loadDataset, type Dataset } from '@cfq/datasets';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { oneLine } from '../../command-line/one-line.ts';
import type { RunConfiguration } from '../run/run-configuration.ts';

/**
 * Loads everything before anything is run, so that an unusable file leaves no partial output.
 *
 * @throws UsageError where a file cannot be read
 */
export async function loadDatasets({ datasets, ownData, dataDir }: RunConfiguration): Promise<Dataset[]> {
  const options = dataDir === undefined ? {} : { dataDir };
  try {
    if (ownData !== undefined) return [await loadDataset(ownData)];
    return await Promise.all(datasets.map((name) => loadDataset(name, options)));
  } catch (error) {
    throw new UsageError(oneLine(error), { cause: error });
  }
}
