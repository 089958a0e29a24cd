import type { DatasetAbout } from '../dataset/dataset.ts';
import { tableDifferences } from '../tables/table-differences.ts';
import { expectLaw } from '@cfq/parts';
import type { DatasetLaw } from './law.ts';

const about = [
  ...['name', 'title', 'description', 'source', 'licence', 'citation'],
] as readonly (keyof DatasetAbout)[];

const saysWhatItIs: DatasetLaw = {
  name: 'the rows go by the name of the set and say where they come from',
  check: async ({ dataset, loaded }) => {
    const found = await loaded();
    for (const key of about) {
      expectLaw(
        found[key] === dataset[key] && found[key].trim() !== '',
        () => `${dataset.name}: ${key} of the loaded set is "${found[key]}", of the set "${dataset[key]}".`,
      );
    }
  },
};

const loadsTheSame: DatasetLaw = {
  name: 'loading twice gives the same rows',
  check: async ({ dataset, loaded }) => {
    const first = await loaded();
    const second = await dataset.load();
    const [difference] = tableDifferences(first.table, second.table);
    expectLaw(
      difference === undefined,
      () => `${dataset.name}: column "${difference?.column}" differs at row ${difference?.row}.`,
    );
    const label = first.y.findIndex((value, row) => value !== second.y[row]);
    expectLaw(label === -1, () => `${dataset.name}: the class of row ${label} differs.`);
  },
};

/** What a set says of itself. */
export const aboutLaws: readonly DatasetLaw[] = [saysWhatItIs, loadsTheSame];
