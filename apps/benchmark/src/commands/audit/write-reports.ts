import { appendFileSync } from 'node:fs';
import {
  renderAuditHtml,
  renderAuditJunit,
  renderAuditMarkdown,
  renderAuditSarif,
  writeMlflowRun,
  type AuditResult,
} from '@cfq/audit';
import { oneLine } from '../../command-line/one-line.ts';
import { writeFileAtomically } from '../../store/write-file-atomically.ts';
import { reportKinds, standardOutput, type ReportKind, type ReportsAsked } from './reports-asked.ts';

/** What stands in the file of each kind. */
const renderers: Readonly<Record<Exclude<ReportKind, 'mlflow'>, (result: AuditResult) => string>> = {
  json: (result) => `${JSON.stringify(result, null, 2)}\n`,
  html: renderAuditHtml,
  markdown: (result) => renderAuditMarkdown(result),
  junit: renderAuditJunit,
  sarif: (result) => renderAuditSarif(result),
};

/**
 * Writes the reports that were asked for, and, in a job of GitHub Actions, appends to the job's summary.
 *
 * @param environment Default: that of the process.
 * @returns a line about each
 */
export async function writeReports(
  result: AuditResult,
  asked: ReportsAsked,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<string[]> {
  const told: string[] = [];
  for (const kind of reportKinds) {
    const place = asked[kind];
    if (place === undefined || (kind === 'json' && place === standardOutput)) continue;
    if (kind === 'mlflow') {
      const { folder } = await writeMlflowRun(result, place);
      told.push(`${folder}: a run of MLflow`);
    } else {
      writeFileAtomically(place, renderers[kind](result));
      told.push(`${place}: ${kind}`);
    }
  }
  const { GITHUB_STEP_SUMMARY: summary } = environment;
  if (summary === undefined || summary === '') return told;
  try {
    appendFileSync(summary, renderAuditMarkdown(result));
    told.push(`${summary}: the summary of the job`);
  } catch (error) {
    told.push(`the summary of the job was not written (${oneLine(error)})`);
  }
  return told;
}
