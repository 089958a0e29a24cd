import { loadCsvDataset, type LoadedDataset } from '@cfq/datasets';
import { assertKnown } from '../command-line/assert-known.ts';
import type { Parts } from '../plugins/parts.ts';
import { BenchmarkError, UsageError } from '../command-line/benchmark-error.ts';
import type { DataLocation } from '../runner/worker-config.ts';
import { datasetFingerprint } from './dataset-fingerprint.ts';
import { oneLine } from '../command-line/one-line.ts';

/** A dataset and the fingerprint of its rows. */
interface SourcedDataset {
  readonly dataset: LoadedDataset;
  readonly source: string;
}

/** Loads datasets by name, each once. */
export type DatasetSource = (name: string) => Promise<SourcedDataset>;

/**
 * Loads datasets from their location, each once, as long as the function is referenced.
 *
 * @param parts where named datasets are looked up
 * @throws UsageError, when called, where a file cannot be read
 */
export function datasetSource(
  { ownData, dataDir }: DataLocation,
  parts: Pick<Parts, 'dataset'>,
): DatasetSource {
  const known = new Map<string, Promise<SourcedDataset>>();
  const named = (name: string) => {
    assertKnown('--dataset', name, Object.keys(parts.dataset));
    return parts.dataset[name]!;
  };
  const load = async (name: string): Promise<SourcedDataset> => {
    try {
      const dataset = await (ownData === undefined ? named(name).load({ dataDir }) : loadCsvDataset(ownData));
      return { dataset, source: datasetFingerprint(dataset) };
    } catch (error) {
      throw new UsageError(oneLine(error), { cause: error });
    }
  };
  return (name) => {
    const loaded = known.get(name) ?? load(name);
    known.set(name, loaded);
    return loaded;
  };
}

/**
 * The dataset of a name, with the rows that were planned for.
 *
 * @throws BenchmarkError where its file has changed since
 */
export async function datasetOfSource(
  sourceOf: DatasetSource,
  name: string,
  planned: string,
): Promise<LoadedDataset> {
  const { dataset, source } = await sourceOf(name);
  if (source === planned) return dataset;
  throw new BenchmarkError(
    `datasetOfSource: the rows of "${name}" must stay as they are while a run is under way (expected ${planned.slice(0, 12)}, got ${source.slice(0, 12)}). Run again.`,
  );
}
