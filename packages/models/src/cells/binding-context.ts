import type { FeatureSpace, Feature, People } from '@cfq/datasets';

/** What cells are made from, and what is noted on the way. */
export interface BindingContext {
  /** What messages call the file. */
  readonly name: string;
  readonly featureSpace: FeatureSpace;
  readonly people: People | null;
  /** Takes a sentence that people should read. */
  readonly note: (sentence: string) => void;
}

/** The feature of the space by its name; undefined where there is none. */
export function featureNamed({ features }: FeatureSpace, name: string): Feature | undefined {
  return features.find((feature) => feature.name === name && feature.indicates === undefined);
}

/** The feature that says where another one has no value; undefined where everybody has one. */
export function indicatorOf({ features }: FeatureSpace, name: string): Feature | undefined {
  return features.find(({ indicates }) => indicates === name);
}
