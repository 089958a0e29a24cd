import { bench, describe } from 'vitest';
import { loadDataset } from '../dataset/load-dataset.ts';
import { prepareDataset } from './prepare-dataset.ts';

const adult = await loadDataset('adult');

describe('Adult, 48 842 rows', () => {
  bench('load the embedded rows', async () => {
    await loadDataset('adult');
  });
  bench('split, fit the encoder and encode', () => {
    prepareDataset(adult, { seed: 0 });
  });
});
