import type { Dataset, LoadedDataset } from '../dataset/dataset.ts';
import { prepareDataset } from '../splits/prepare-dataset.ts';
import type { PreparedDataset } from '../splits/prepared-dataset.ts';
import { aboutLaws } from './about-laws.ts';
import { actionLaws } from './action-laws.ts';
import { featureLaws } from './feature-laws.ts';
import type { Law } from '@cfq/parts';
import type { DatasetUnderLaw, LawOptions } from './law.ts';
import { policyLaws } from './policy-laws.ts';
import { splitLaws } from './split-laws.ts';
import { tableLaws } from './table-laws.ts';

/**
 * What every data set must do. The rows are loaded and prepared once, when the first law that needs them is checked.
 * Run each under your test framework: `for (const law of datasetLaws(mySet)) it(law.name, () => law.check())`.
 */
export function datasetLaws(dataset: Dataset, options: LawOptions = {}): Law[] {
  const { seed = 0, rows = 500 } = options;
  let loading: Promise<LoadedDataset> | undefined;
  const loaded = () => (loading ??= dataset.load());
  let preparing: Promise<PreparedDataset> | undefined;
  const prepared = () => (preparing ??= loaded().then((found) => prepareDataset(found, { seed })));
  const given: DatasetUnderLaw = { dataset, seed, rows, loaded, prepared };
  return [...aboutLaws, ...tableLaws, ...featureLaws, ...splitLaws, ...actionLaws, ...policyLaws].map(
    ({ name, check }) => ({
      name,
      check: async () => {
        await check(given);
      },
    }),
  );
}
