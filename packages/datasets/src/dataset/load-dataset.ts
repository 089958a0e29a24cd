import { assertKnownOptions } from '../internals/assert-known-options.ts';
import type { CsvSource } from '../csv/load-csv-dataset.ts';
import { DatasetError } from '../internals/dataset-error.ts';
import type { Dataset } from './dataset.ts';
import { datasets, type DatasetName } from '../sets/datasets.ts';
import { originals, type OriginalName } from '../originals/originals.ts';
import { readOriginals } from '../originals/read-originals.ts';

export interface LoadDatasetOptions {
  /**
   * Folder with the publisher's files; they are parsed instead of the embedded rows. Default: the embedded rows,
   * which need neither network nor files. Node only.
   */
  readonly dataDir?: string;
}

/**
 * Loads a built-in data set by name, or a CSV file with its schema file.
 *
 * @throws DatasetError on an unknown name (it lists the known ones), an absent file or a bad row.
 */
export async function loadDataset(
  source: string | CsvSource,
  options: LoadDatasetOptions = {},
): Promise<Dataset> {
  assertKnownOptions('loadDataset', options, ['dataDir']);
  const { dataDir } = options;
  if (typeof source !== 'string') {
    if (dataDir !== undefined) {
      throw new DatasetError(
        'loadDataset: dataDir serves the built-in sets only (got a CSV file). Leave it out.',
      );
    }
    const { loadCsvDataset } = await import('../csv/load-csv-dataset.ts');
    return loadCsvDataset(source);
  }
  if (!isDatasetName(source)) {
    const known = Object.keys(datasets).join(', ');
    throw new DatasetError(
      `loadDataset: unknown data set "${source}" (expected one of ${known}). Correct the name.`,
    );
  }
  const { load, parse } = datasets[source];
  if (dataDir === undefined) return load();
  if (parse === undefined || !hasOriginals(source)) {
    throw new DatasetError(
      `loadDataset: ${source} is generated and has no file (got dataDir). Leave it out.`,
    );
  }
  return parse(await readOriginals(source, dataDir));
}

/** Whether a built-in data set has this name. */
export function isDatasetName(name: string): name is DatasetName {
  return Object.hasOwn(datasets, name);
}

function hasOriginals(name: string): name is OriginalName {
  return Object.hasOwn(originals, name);
}
