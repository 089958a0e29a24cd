import { bench, describe } from 'vitest';
import { adult as adultSet } from '../sets/adult/adult.ts';
import { prepareDataset } from './prepare-dataset.ts';

const adult = await adultSet.load();

describe('Adult, 48 842 rows', () => {
  bench('load the embedded rows', async () => {
    await adultSet.load();
  });
  bench('split, fit the encoder and encode', () => {
    prepareDataset(adult, { seed: 0 });
  });
});
