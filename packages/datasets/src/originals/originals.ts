import type { OriginalFile } from './original-file.ts';

const uci = 'https://archive.ics.uci.edu/ml/machine-learning-databases';

/** The publishers' files of each real data set. */
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
} as const satisfies Record<string, readonly OriginalFile[]>;

/** Names of the sets that have a publisher's file. */
export type OriginalName = keyof typeof originals;
