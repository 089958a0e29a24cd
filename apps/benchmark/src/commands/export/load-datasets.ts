import { dataset, loadCsvDataset, type LoadedDataset } from '@cfq/datasets';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { oneLine } from '../../command-line/one-line.ts';
import type { RunConfiguration } from '../run/run-configuration.ts';

/**
 * Loads everything before anything is run, so that an unusable file leaves no partial output.
 *
 * @throws UsageError where a file cannot be read
 */
export async function loadDatasets({
  datasets,
  ownData,
  dataDir,
}: RunConfiguration): Promise<LoadedDataset[]> {
  try {
    if (ownData !== undefined) return [await loadCsvDataset(ownData)];
    return await Promise.all(datasets.map((name) => dataset(name).load({ dataDir })));
  } catch (error) {
    throw new UsageError(oneLine(error), { cause: error });
  }
}
