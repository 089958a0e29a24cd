import type { AuditMetricName } from '../numbers/audit-metrics.ts';

/**
 * What a number has to keep to. Bounds have the meaning they have in MLflow's model validation, and all that are there
 * must be met; bounds are inclusive.
 *
 * @see https://mlflow.org/docs/latest/api_reference/python_api/mlflow.models.html (`MetricThreshold`)
 */
export interface Limit {
  /** The number, as in `AuditResult.numbers`: `flips`, `vd@0.2`. */
  readonly id: string;
  readonly metric: AuditMetricName;
  /** The issue margin κ; null where the number has none. */
  readonly kappa: number | null;
  /** At least this where greater is better, else at most this. */
  readonly value?: number | undefined;
  /**
   * Better than the teacher's by at least this much. MLflow asks for more than 0; a negative one, which is ours, says how
   * much worse it may be.
   */
  readonly minAbsoluteChange?: number | undefined;
  /** Better than the teacher's by at least this share of the teacher's; negative as above. From −1 to 1. */
  readonly minRelativeChange?: number | undefined;
  readonly greaterIsBetter: boolean;
}

/** Limits and the text they were read from. */
export interface Limits {
  /** The file they stand in; null for limits that were given otherwise. */
  readonly source: string | null;
  /** As written: what the SHA-256 in reports is of. */
  readonly text: string;
  /** At least one, each number once. */
  readonly limits: readonly Limit[];
}
