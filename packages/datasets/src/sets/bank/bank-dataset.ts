import { ageBands } from '../../tables/age-bands.ts';
import type { Dataset, DatasetAbout } from '../../dataset/dataset.ts';
import { favourableLabels } from '../../tables/favourable-labels.ts';
import { mergedLevels } from '../../tables/merged-levels.ts';
import type { Table } from '../../tables/table.ts';
import { bankFeatures } from './bank-columns.ts';

/** What is known of the set before it is loaded. */
export const bankAbout: DatasetAbout = {
  name: 'bank',
  title: 'Bank Marketing',
  provenance: {
    source:
      'UCI Machine Learning Repository, dataset 222 (bank-full.csv); rows taken from the Maven artifact ' +
      'org.apache.mahout:mahout-examples 0.13.0',
    licence: 'CC BY 4.0',
    citation:
      'Moro, S., Cortez, P. & Rita, P. (2014). A data-driven approach to predict the success of bank telemarketing. ' +
      'Decision Support Systems 62, 22–31. doi:10.24432/C5K306',
  },
};

/**
 * Bank Marketing from its table: 45 211 clients of a Portuguese bank, called between May 2008 and November 2010,
 * favourable where the client took the term deposit that was offered. Read as a decision about people: who is not
 * expected to say yes is not offered the deposit, and recourse is what would bring the offer. That is artificial: nobody
 * asks to be sold something. The set is here because studies of recourse report on it.
 */
export function bankDataset(table: Table): Dataset {
  const label = { column: 'y', favourable: 'yes', unfavourable: 'no' };
  return {
    ...bankAbout,
    table,
    features: bankFeatures,
    y: favourableLabels(table, label),
    label,
    subgroups: {
      marital: mergedLevels(table, 'marital'),
      'age band': ageBands(table, 'age'),
    },
    sparsity: 5,
    split: { kind: 'stratified', test: 0.3 },
  };
}
