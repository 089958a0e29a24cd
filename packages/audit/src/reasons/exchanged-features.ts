import type { FeatureSpace } from '@cfq/datasets';

/** A feature as a reason names it, with all encoded columns that say something of it. */
export interface ExchangedFeature {
  readonly name: string;
  /** Encoded columns, those that say that its value is absent included. */
  readonly columns: readonly number[];
}

/** The features of a space: one that says where another has no value belongs to that one. */
export function exchangedFeatures({ features }: FeatureSpace): ExchangedFeature[] {
  const columnsOf = ({ start, width }: FeatureSpace['features'][number]) =>
    Array.from({ length: width }, (_, column) => start + column);
  return features
    .filter(({ indicates }) => indicates === undefined)
    .map((feature) => ({
      name: feature.name,
      columns: features.filter((one) => one === feature || one.indicates === feature.name).flatMap(columnsOf),
    }));
}
