import { SarifBuilder, SarifResultBuilder, SarifRuleBuilder, SarifRunBuilder } from 'node-sarif-builder';

import type { AuditResult } from '../../result/audit-result.ts';
import type { Finding } from '../../result/finding.ts';
import { showMargin } from '../text/show-number.ts';
import { visibleText } from '../text/visible-text.ts';
import { auditRules, type AuditRule } from './audit-rules.ts';
import { uriOf } from './uri-of.ts';

/** Options of {@link renderAuditSarif}. */
export interface AuditSarifOptions {
  /**
   * Results about single people at most, an integer ≥ 0; the most severe first, and a note says how many were left out.
   * Default 4000: GitHub shows 5000 of a run.
   */
  readonly people?: number | undefined;
}

/** One result in the making. */
interface Told {
  readonly rule: AuditRule;
  readonly level: 'error' | 'warning' | 'note';
  readonly text: string;
  /** Line of the data; none for what concerns the file. */
  readonly line?: number | undefined;
}

/**
 * An audit as SARIF 2.1.0, for code scanning: findings at the deployed file, and each person whose promise breaks or whose
 * decision changes at their line of the CSV file.
 *
 * @returns JSON text.
 */
export function renderAuditSarif(result: AuditResult, { people = 4000 }: AuditSarifOptions = {}): string {
  const { data, student, environment, command, outcome } = result;
  const run = new SarifRunBuilder().initSimple({
    toolDriverName: 'cfq audit',
    toolDriverVersion: environment.versions['@cfq/audit'] ?? '0.0.0',
  });
  const told = [...result.findings.map(findingOf), ...peopleOf(result, people)];
  const used = new Set(told.map(({ rule }) => rule));
  for (const [id, description] of Object.entries(auditRules)) {
    if (used.has(id as AuditRule))
      run.addRule(new SarifRuleBuilder().initSimple({ ruleId: id, shortDescriptionText: description }));
  }
  const dataUri = uriOf(data.path ?? data.name);
  const modelUri = uriOf(student.path ?? student.name);
  for (const { rule, level, text, line } of told) {
    const one = new SarifResultBuilder({
      partialFingerprints: { 'cfqAudit/v1': `${rule}:${line ?? text}` },
    });
    one.setRuleId(rule);
    one.setLevel(level);
    one.setMessageText(visibleText(text));
    one.setLocationArtifactUri({ uri: line === undefined ? modelUri : dataUri });
    // A file that is no text has no lines; code scanning wants one all the same.
    one.setLocationRegion({ startLine: line ?? 1 });
    run.addResult(one);
  }
  Object.assign(run.run, {
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful: true,
        endTimeUtc: environment.made,
        ...(command !== null && { commandLine: visibleText(command) }),
      },
    ],
    properties: { outcome, dataSha256: data.sha256, studentSha256: student.sha256 },
  });
  const builder = new SarifBuilder({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json' });
  builder.addRun(run);
  return `${JSON.stringify(builder.buildSarifOutput(), null, 2)}\n`;
}

function findingOf({ kind, severity, title, text, lines }: Finding): Told {
  const where = lines.length === 0 ? '' : ` Lines: ${lines.join(', ')}.`;
  return { rule: kind, level: severity, text: `${title}. ${text}${where}` };
}

/** What is told of single people: broken promises, then denials that were approvals, then the reverse. */
function peopleOf({ promises, swapSet, settings }: AuditResult, most: number): Told[] {
  const broken = promises.broken.map(({ line, action, teacherMargin, studentMargin }): Told => ({
    ...{ rule: 'broken-promise', level: 'warning', line },
    text:
      `Approved after “${action.sentence}” by the reference file (${showMargin(teacherMargin)} logits, promised with κ = ` +
      `${settings.leadMargin}), refused by the deployed one (${showMargin(studentMargin)}).`,
  }));
  const changed = (to: 'denied' | 'approved'): Told[] =>
    swapSet.people
      .filter((person) => person.to === to)
      .map(({ line, teacherMargin, studentMargin }) => ({
        ...{
          rule: `now-${to}` as const,
          level: to === 'denied' ? ('warning' as const) : ('note' as const),
          line,
        },
        text: `${to === 'denied' ? 'Approved' : 'Denied'} by the reference file (${showMargin(teacherMargin)} logits), ${to} by the deployed one (${showMargin(studentMargin)}).`,
      }));
  const all = [...broken, ...changed('denied'), ...changed('approved')];
  if (all.length <= most) return all;
  const text = `${all.length - most} more results about single people are in the JSON report.`;
  return [...all.slice(0, most), { rule: 'results-left-out', level: 'note', text }];
}
