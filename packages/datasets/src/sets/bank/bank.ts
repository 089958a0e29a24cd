import { defineDataset } from '../../dataset/define-dataset.ts';
import { describeTable, type TableDescription } from '../../dataset/describe-table.ts';
import { readEmbedded } from '../../internals/read-embedded.ts';
import { ageBands } from '../../tables/age-bands.ts';
import { mergedLevels } from '../../tables/merged-levels.ts';
import { bankFeatures, bankSource } from './bank-columns.ts';
import { bankPolicies } from './bank-policies.ts';

const description: TableDescription = {
  features: bankFeatures,
  label: { column: 'y', favourable: 'yes', unfavourable: 'no' },
  subgroups: (table) => ({
    marital: mergedLevels(table, 'marital'),
    'age band': ageBands(table, 'age'),
  }),
  sparsity: 5,
  split: { kind: 'stratified', test: 0.3 },
  policies: bankPolicies,
};

/**
 * Bank Marketing: 45 211 clients of a Portuguese bank, called between May 2008 and November 2010,
 * favourable where the client took the term deposit that was offered. Read as a decision about people: who is not
 * expected to say yes is not offered the deposit, and recourse is what would bring the offer. That is artificial: nobody
 * asks to be sold something. The set is here because studies of recourse report on it.
 */
export const bank = defineDataset({
  name: 'bank',
  title: 'Bank Marketing',
  description: '45 211 clients called by a Portuguese bank; favourable is to take the term deposit',
  source:
    'UCI Machine Learning Repository, dataset 222 (bank-full.csv); rows taken from the Maven artifact ' +
    'org.apache.mahout:mahout-examples 0.13.0',
  licence: 'CC BY 4.0',
  citation:
    'Moro, S., Cortez, P. & Rita, P. (2014). A data-driven approach to predict the success of bank telemarketing. ' +
    'Decision Support Systems 62, 22–31. doi:10.24432/C5K306',
  originals: [
    {
      file: 'bank-full.csv',
      // UCI serves an archive in an archive; this is the same file, as Apache Mahout's examples carry it.
      url: 'https://raw.githubusercontent.com/apache/mahout/mahout-0.13.0/examples/src/main/resources/bank-full.csv',
      sha256: 'd1513ec63b385506f7cfce9f2c5caa9fe99e7ba4e8c3fa264b3aaf0f849ed32d',
      bytes: 4610348,
    },
  ],
  load: async () => {
    const { bankRows } = await import('./bank-rows.generated.ts');
    return describeTable(await readEmbedded([bankRows], bankSource), description);
  },
  parse: async ([text]) => {
    const { parseBank } = await import('./parse-bank.ts');
    return describeTable(parseBank(text!), description);
  },
});
