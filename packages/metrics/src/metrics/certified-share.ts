import { flag } from '../internals/check.ts';
import { type Column, readColumns } from '../internals/column.ts';
import { meanOver } from '../statistics/ratio.ts';
import type { Statistic } from '../statistics/statistic.ts';

export interface CertifiedShareInput {
  /** `[rows]` flags: the teacher's recourse is valid. */
  readonly teacherValid: Column;
  /** `[rows]` flags: a sound bound ε on the logit difference near the point gives `m_f(x + δ_f) > 2ε`. */
  readonly certified: Column;
}

/**
 * Certified share: among instances whose teacher recourse is valid, the share for which a sound margin
 * condition proves that it stays valid on the student. Range 0–1. At most one minus the validity drop.
 *
 * @returns the share; its count is the number of instances with valid teacher recourse.
 * @throws MetricsError on unequal lengths or a flag other than 0/1.
 * @see CFQ §3 (arXiv 2605.17160), the margin condition.
 */
export function certifiedShare(input: CertifiedShareInput): Statistic {
  const rules = { teacherValid: flag, certified: flag };
  const { teacherValid, certified } = readColumns('certifiedShare', input, rules);
  return meanOver(teacherValid, (row) => certified[row]!);
}
