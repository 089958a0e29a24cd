import { fitFeatureSpace, policyOf, splitRows, whyNobodyActs, type LoadedDataset } from '@cfq/datasets';
import { assertEnoughRows } from '@cfq/training';
import { ownPolicy, schemaActions } from '../cells/actions/actions-setting.ts';
import type { CellSettings } from '../cells/cell-settings.ts';
import { UsageError } from '../command-line/benchmark-error.ts';
import { oneLine } from '../command-line/one-line.ts';

/**
 * Checks what is known of cells from their data alone: that every split has rows enough of both outcomes and something
 * that varies.
 *
 * @param settings cells of this data set
 * @throws UsageError naming the data set, the seed and what is missing
 */
export function assertDataSuffices(dataset: LoadedDataset, settings: readonly CellSettings[]): void {
  for (const seed of new Set(settings.map((one) => one.seed))) {
    try {
      const rows = splitRows({ y: dataset.y, rule: dataset.split, seed });
      fitFeatureSpace({ ...dataset, trainRows: rows.train });
      const part = (chosen: Int32Array) => ({ y: chosen.map((row) => dataset.y[row]!) });
      assertEnoughRows('trainTeacher', { train: part(rows.train), validation: part(rows.validation) });
    } catch (error) {
      throw new UsageError(`${dataset.name}, seed ${seed}: ${oneLine(error)}`, { cause: error });
    }
  }
}

/** A sentence for each way of acting that cells ask for and under which nobody can do anything. */
export function nobodyActs(dataset: LoadedDataset, settings: readonly CellSettings[]): string[] {
  const sentences = settings.flatMap(({ actions = schemaActions }) => {
    if (actions === schemaActions) return whyNobodyActs(dataset) ?? [];
    const policy = typeof actions === 'string' ? policyOf(dataset, actions) : ownPolicy(actions)!;
    return whyNobodyActs(dataset, policy) ?? [];
  });
  return [...new Set(sentences)];
}
