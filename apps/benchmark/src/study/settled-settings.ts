import type { LoadedDataset } from '@cfq/datasets';
import type { CellSettings } from '../cells/cell-settings.ts';
import { contentHash } from '../cells/content-hash.ts';
import type { DatasetSource } from './dataset-source.ts';

/**
 * Settings after a look at their data sets, each once, in their order.
 *
 * @param settle what a data set makes of settings
 * @throws UsageError where a data set cannot be read, and what `settle` throws
 */
export async function settledSettings(
  settings: readonly CellSettings[],
  datasets: DatasetSource,
  settle: (settings: CellSettings, dataset: LoadedDataset) => CellSettings,
): Promise<CellSettings[]> {
  const settled = new Map<string, CellSettings>();
  for (const one of settings) {
    const { dataset } = await datasets(one.dataset);
    const known = settle(one, dataset);
    settled.set(contentHash(known), known);
  }
  return [...settled.values()];
}
