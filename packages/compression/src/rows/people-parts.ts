import type { FeatureSpace, Split } from '@cfq/datasets';

/** People in three parts, encoded as the model reads them. */
export interface PeopleParts {
  readonly featureSpace: FeatureSpace;
  /** Students are trained on these. */
  readonly train: Split;
  /** Candidates are measured and chosen on these. */
  readonly validation: Split;
  /** What was chosen is confirmed on these, once. */
  readonly test: Split;
}
