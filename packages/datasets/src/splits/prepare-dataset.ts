import { effortsWithin } from '../people/efforts-of.ts';
import { assertKnownOptions } from '../internals/assert-known-options.ts';
import { createEncoder } from '../encoding/create-encoder.ts';
import type { LoadedDataset } from '../dataset/dataset.ts';
import { heavyTails } from '../encoding/heavy-tails.ts';
import { fitFeatureSpace } from '../encoding/fit-feature-space.ts';
import type { PreparedDataset } from './prepared-dataset.ts';
import type { Split } from './split.ts';
import { selectRows, selectSubgroups } from '../internals/select-rows.ts';
import { splitRows } from './split-rows.ts';

export interface PrepareDatasetOptions {
  /** Decides the split; a whole number in 0 … 2³² − 1. */
  readonly seed: number;
}

/**
 * Splits a data set by seed, fits the encoder on the training rows alone, and encodes the three parts.
 *
 * @throws DatasetError where the seed is out of range or a part would be empty.
 */
export function prepareDataset(dataset: LoadedDataset, options: PrepareDatasetOptions): PreparedDataset {
  assertKnownOptions('prepareDataset', options, ['seed']);
  const { seed } = options;
  const rows = splitRows({ y: dataset.y, rule: dataset.split, seed });
  const featureSpace = fitFeatureSpace({ ...dataset, trainRows: rows.train });
  const encoder = createEncoder(featureSpace);
  const part = (chosen: Int32Array): Split => {
    const efforts = effortsWithin(dataset, featureSpace, chosen);
    return {
      x: encoder.encodeTable(dataset.table, chosen),
      y: selectRows(dataset.y, chosen),
      rows: chosen,
      subgroups: selectSubgroups(dataset.subgroups, chosen),
      ...(efforts && { efforts }),
    };
  };
  return {
    name: dataset.name,
    seed,
    dataset,
    featureSpace,
    encoder,
    train: part(rows.train),
    validation: part(rows.validation),
    test: part(rows.test),
    warnings: [
      ...dataset.warnings,
      ...Object.values(featureSpace.dropped ?? {}),
      ...heavyTails(dataset.table, dataset.features, rows.train),
    ],
  };
}
