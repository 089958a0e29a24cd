export { AuditError } from './audit-error.ts';
export { audit } from './auditing/audit.ts';
export type { AuditProblem, AuditProgress, DataSource } from './auditing/audit-problem.ts';
export { permittedBy } from './auditing/permitted-by.ts';
export { checkLimits } from './limits/check-limits.ts';
export type { Limit, Limits } from './limits/limit.ts';
export { LimitError } from './limits/limit-error.ts';
export { parseLimitExpression } from './limits/parse-limit-expression.ts';
export { parseLimits, type ParseLimitsOptions } from './limits/parse-limits.ts';
export {
  auditMetric,
  auditMetricNames,
  type AuditMetric,
  type AuditMetricName,
} from './numbers/audit-metrics.ts';
export { formatNumber, type FormatNumberOptions } from './numbers/format-number.ts';
export { recordNumbers, type RecordNumbersOptions } from './numbers/record-numbers.ts';
export { runtimeMatrix, type RuntimeMatrixInput } from './runtimes/runtime-matrix.ts';
export { runtimeSettings, type RuntimeSetting } from './runtimes/runtime-settings.ts';
export { leadingReasons, type LeadingReasonsProblem } from './reasons/leading-reasons.ts';
export { referencePeople } from './reasons/reference-people.ts';
export { renderAuditHtml } from './reports/html/render-audit-html.ts';
export { renderAuditJunit } from './reports/junit/render-audit-junit.ts';
export { renderAuditMarkdown, type AuditMarkdownOptions } from './reports/markdown/render-audit-markdown.ts';
export { mlflowMeta, type MlflowMeta } from './reports/mlflow/mlflow-run.ts';
export {
  writeMlflowFiles,
  writeMlflowRun,
  type MlflowFiles,
  type MlflowRunOptions,
  type WrittenMlflowRun,
} from './reports/mlflow/write-mlflow-run.ts';
export { renderAuditSarif, type AuditSarifOptions } from './reports/sarif/render-audit-sarif.ts';
export {
  auditFormat,
  auditResultSchema,
  type AuditResult,
  type MarginDifference,
} from './result/audit-result.ts';
export { findingKinds, type Finding } from './result/finding.ts';
export type { LimitsReport, LimitVerdict } from './result/limit-verdict.ts';
export type { AuditNumber } from './result/numbers.ts';
export type { AuditedAction, BrokenPromise, FlippedPerson, Promises, SwapSet } from './result/people.ts';
export type { ReasonsAgreement, ReasonsOfPerson } from './result/reasons.ts';
export type { RuntimesOfFile, RuntimeVerdict } from './result/runtime-verdict.ts';
export type { AuditedAttribute, AuditedGroup, GroupGap } from './result/subgroups.ts';
export type { AuditedData, AuditedFile, AuditEnvironment, AuditSettings } from './result/subjects.ts';
