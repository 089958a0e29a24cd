import { prepareDataset, syntheticDataset, type PreparedDataset } from '@cfq/datasets';
import { mlp } from '../model/mlp.ts';
import type { Model } from '../model/model.ts';

/** A small data set with a curved boundary and some noise, and a model that can learn it. */
export function syntheticProblem(seed = 0): { readonly dataset: PreparedDataset; readonly model: Model } {
  const dataset = prepareDataset(syntheticDataset({ shape: 'curved', rows: 700, seed, noise: 0.05 }), {
    seed,
  });
  return { dataset, model: mlp({ inputWidth: dataset.featureSpace.width, hidden: [16, 8] }) };
}
