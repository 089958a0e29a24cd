import type { DatasetContent } from '../../dataset/dataset.ts';
import type { Feature } from '../../encoding/feature-space.ts';
import type { PreparedDataset } from '../../splits/prepared-dataset.ts';
import type { Split } from '../../splits/split.ts';

/** How many rows have the favourable label. */
export function favourableCount({ y }: { readonly y: Int32Array }): number {
  return y.reduce((sum, label) => sum + label, 0);
}

/** Training, validation and test rows, in this order. */
export function partsOf({ train, validation, test }: PreparedDataset): Split[] {
  return [train, validation, test];
}

/** The encoded feature of a name. */
export function featureOf({ featureSpace }: PreparedDataset, name: string): Feature {
  const found = featureSpace.features.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no feature ${name}`);
  return found;
}

/** Names of the features that no action may change. */
export function immutableNames({ features }: DatasetContent): string[] {
  return features.filter(({ immutable }) => immutable).map(({ name }) => name);
}
