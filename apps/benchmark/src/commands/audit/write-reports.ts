import { appendFileSync } from 'node:fs';
import {
  renderAuditHtml,
  renderAuditJunit,
  renderAuditMarkdown,
  renderAuditSarif,
  writeMlflowRun,
  type AuditResult,
} from '@cfq/audit';
import { writeFileAtomically } from '../../store/write-file-atomically.ts';
import { standardOutput, type ReportsAsked } from './reports-asked.ts';

/** What each kind of file holds. */
const renderers = {
  json: (result: AuditResult) => `${JSON.stringify(result, null, 2)}\n`,
  html: renderAuditHtml,
  junit: renderAuditJunit,
  sarif: (result: AuditResult) => renderAuditSarif(result),
} as const;

/**
 * Writes the reports that were asked for, and appends the summary of a CI job where `GITHUB_STEP_SUMMARY` names a file for
 * it.
 *
 * @returns where they stand, in their order
 */
export async function writeReports(result: AuditResult, asked: ReportsAsked): Promise<string[]> {
  const written: string[] = [];
  for (const [kind, render] of Object.entries(renderers) as [
    keyof typeof renderers,
    typeof renderers.json,
  ][]) {
    const file = asked[kind];
    if (file === undefined || (kind === 'json' && file === standardOutput)) continue;
    writeFileAtomically(file, render(result));
    written.push(file);
  }
  if (asked.mlflow !== undefined) written.push((await writeMlflowRun(result, asked.mlflow)).folder);
  const summary = process.env['GITHUB_STEP_SUMMARY'];
  if (summary) appendFileSync(summary, `${renderAuditMarkdown(result)}\n`);
  return written;
}
