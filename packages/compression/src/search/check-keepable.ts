import { auditMetric, auditMetricNames, type Limit } from '@cfq/audit';
import { CompressionError } from '../compression-error.ts';

/**
 * Refuses limits on numbers that candidates are not measured by: those that need both files as they are deployed.
 *
 * @param labelled whether the true outcomes are known
 * @throws CompressionError naming the number
 */
export function checkKeepable(limits: readonly Limit[], labelled: boolean): void {
  const known = auditMetricNames.filter((name) => {
    const { aggregate, needs } = auditMetric(name);
    return aggregate !== undefined && (needs === undefined || (needs === 'labels' && labelled));
  });
  if (limits.length === 0) {
    throw new CompressionError('keep: a search has limits (expected one or more, got none). Name one.');
  }
  for (const { metric, id } of limits) {
    if (known.includes(metric)) continue;
    const remedy =
      auditMetric(metric).needs === 'labels'
        ? 'The people have no outcomes; keep to what the teacher decides, or add them.'
        : 'Hold the finished file against it with an audit.';
    throw new CompressionError(
      `keep: candidates are measured by ${id} (expected one of ${known.join(', ')}, got ${id}). ${remedy}`,
    );
  }
}
