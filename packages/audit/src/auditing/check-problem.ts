import { protocolMargins } from '@cfq/evaluation';
import { AuditError } from '../audit-error.ts';
import { auditMetric, type AuditMetric } from '../numbers/audit-metrics.ts';
import type { AuditProblem } from './audit-problem.ts';

/** Why a number of the catalogue is not measured, and what would mend it. */
const unmet = {
  labels: 'the outcomes of the people, in the column that `label` of the schema names',
  groups: 'attributes to compare, in `subgroups` of the schema',
  runtimes: 'runtimes to compare, which this audit leaves out',
} as const satisfies Record<NonNullable<AuditMetric['needs']>, string>;

/**
 * What is wrong is said before anything is computed.
 *
 * @throws AuditError where the two files do not read the same rows, there is nobody, an option is out of range, or a limit
 *   names a number that will not be measured
 */
export function checkProblem<Options>(problem: AuditProblem<Options>): void {
  const { teacher, student, people, margins = protocolMargins, limits, runtimes } = problem;
  if (JSON.stringify(teacher.featureSpace) !== JSON.stringify(student.featureSpace)) {
    throw new AuditError(
      `audit: both files take rows of one feature space (expected that of ${teacher.file.name}, got another for ` +
        `${student.file.name}). Bind the student with { featureSpace: teacher.featureSpace }.`,
    );
  }
  if (people.table.rows === 0) {
    throw new AuditError(
      'audit: there are people (expected a row or more, got none). Pass a table with rows.',
    );
  }
  const { minimumGroup = 1, reasons = 1 } = problem;
  for (const [name, value, least] of [
    ['minimumGroup', minimumGroup, 1],
    ['reasons', reasons, 1],
  ] as const) {
    if (Number.isInteger(value) && value >= least) continue;
    throw new AuditError(
      `audit: ${name} is a number of things (expected an integer from ${least}, got ${value}). Correct it.`,
    );
  }
  const has = {
    labels: people.y !== null,
    groups: Object.keys(people.subgroups).length > 0,
    runtimes: runtimes !== undefined,
  };
  for (const { id, metric, kappa } of limits?.limits ?? []) {
    const { needs } = auditMetric(metric);
    if (kappa !== null && !margins.includes(kappa)) {
      throw new AuditError(
        `audit: limits are on issue margins that are measured (expected one of ${margins.join(', ')}, got ${id}). ` +
          'Measure it too, or limit another.',
      );
    }
    if (needs === undefined || has[needs]) continue;
    throw new AuditError(
      `audit: the limit on ${id} can be measured (expected ${unmet[needs]}, got none). Leave it out otherwise.`,
    );
  }
}
