import { nearestName } from '@cfq/parts';
import { auditMetric, auditMetricNames, numberId, type AuditMetricName } from '../numbers/audit-metrics.ts';
import { LimitError } from './limit-error.ts';

/** The issue margin that is meant where a limit names none. */
const defaultKappa = 0.2;

/** The number a limit names. */
export interface NamedNumber {
  readonly id: string;
  readonly metric: AuditMetricName;
  readonly kappa: number | null;
}

/**
 * The number that is named: `flips`, `vd@0.2`, `vd` for `vd@0.2`.
 *
 * @param where what messages begin with
 * @throws LimitError for an unknown name, with the nearest, or a margin where there is none to be
 */
export function readName(name: string, where: string): NamedNumber {
  const [written = '', at, ...more] = name.trim().split('@');
  const metric = written.trim();
  if (!isMetric(metric)) {
    const near = nearestName(metric, auditMetricNames);
    const remedy = near === undefined ? `Known: ${auditMetricNames.join(', ')}.` : `Did you mean "${near}"?`;
    throw new LimitError(
      `${where}: unknown number (expected one that an audit measures, got "${metric}"). ${remedy}`,
    );
  }
  if (!auditMetric(metric).atMargin) {
    if (at === undefined) return { id: metric, metric, kappa: null };
    throw new LimitError(
      `${where}: ${metric} has no issue margin (expected "${metric}", got "${name.trim()}"). Leave it out.`,
    );
  }
  const kappa = at === undefined ? defaultKappa : Number(at.trim() === '' ? NaN : at);
  if (more.length > 0 || !Number.isFinite(kappa) || kappa < 0) {
    throw new LimitError(
      `${where}: an issue margin is a number of logits from 0 (expected e.g. "${metric}@0.2", got "${name.trim()}"). Write it after one @.`,
    );
  }
  return { id: numberId(metric, kappa), metric, kappa };
}

function isMetric(name: string): name is AuditMetricName {
  return (auditMetricNames as readonly string[]).includes(name);
}
