/**
 * The one error class of `@cfq/metrics`. Its message reads
 * `function: rule (expected X, got Y). Remedy.`
 */
export class MetricsError extends Error {
  override readonly name = 'MetricsError';
}
