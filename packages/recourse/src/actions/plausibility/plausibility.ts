import type { PlausibilityRule } from '@cfq/datasets';
import type { NDArray } from '@cfq/jit';

/**
 * Where actions may lead: to points near enough to people who are approved, so that nobody is told to become somebody who
 * does not exist. Distances are Euclidean over the encoded columns, as in `neighbourDistance` and `localOutlierFactors` of
 * `@cfq/metrics`, so that what is bound is what is reported.
 */
export interface Plausibility extends PlausibilityRule {
  /** Approved people, usually of the training rows: `[m, d]`, float32, encoded; more of them than `neighbours`. */
  readonly rows: NDArray;
}
