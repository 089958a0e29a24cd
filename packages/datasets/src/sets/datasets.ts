import { catalogueOf, partNamed } from '@cfq/parts';
import type { Dataset } from '../dataset/dataset.ts';
import { DatasetError } from '../internals/dataset-error.ts';
import * as entries from './catalogue.ts';

/** The built-in data sets, by name. */
export const datasets = catalogueOf(entries);

/** Names of the built-in data sets. */
export type DatasetName = keyof typeof datasets;

/**
 * The built-in data set of a name.
 *
 * @throws DatasetError for an unknown name, listing the known ones.
 */
export function dataset(name: string): Dataset<DatasetName> {
  return partNamed<Dataset<DatasetName>>('dataset', datasets, name, DatasetError);
}
