import junit from 'junit-report-builder';

import type { AuditResult } from '../../result/audit-result.ts';
import type { LimitVerdict } from '../../result/limit-verdict.ts';
import { headlines } from '../text/headlines.ts';
import { showInterval, showValue } from '../text/show-number.ts';
import { visibleText } from '../text/visible-text.ts';

/**
 * An audit as a JUnit report, for the test tab of GitLab, GitHub, Jenkins or Azure: a suite with a test case for each limit,
 * which fails where the limit is missed and is in error where its number is undefined, and one for each finding that is no
 * limit, which fails where it is an error. So a report has a failure or an error exactly where `cfq audit` ends with 1, or
 * the file cannot be what it is taken for.
 *
 * @returns XML, UTF-8. What XML forbids is replaced by U+FFFD.
 */
export function renderAuditJunit(result: AuditResult): string {
  const { teacher, student, data, limits, findings, environment } = result;
  const builder = junit.newBuilder().name('cfq audit');
  const suite = builder.testSuite().name('limits').timestamp(new Date(environment.made));
  const total = Math.round(1000 * environment.seconds.reduce((sum, { seconds }) => sum + seconds, 0)) / 1000;
  suite.time(total);
  const properties = {
    teacher: teacher.name,
    'teacher.sha256': teacher.sha256,
    student: student.name,
    'student.sha256': student.sha256,
    data: data.path ?? data.name,
    'data.sha256': data.sha256 ?? '',
    'limits.sha256': limits?.sha256 ?? '',
    outcome: result.outcome,
  };
  for (const [name, value] of Object.entries(properties)) suite.property(name, visibleText(value));
  const file = visibleText(data.path ?? data.name);
  for (const verdict of limits?.verdicts ?? []) {
    const told = toldOf(verdict, result);
    const test = suite.testCase().className('cfq.audit.limits').name(visibleText(verdict.rule)).time(0);
    if (verdict.verdict === 'missed') test.failure(told, 'limit-missed');
    else if (verdict.verdict === 'undefined') test.error(told, 'limit-undefined', told);
    else test.standardOutput(told);
  }
  const others = builder.testSuite().name('findings').timestamp(new Date(environment.made)).time(0);
  for (const { kind, severity, title, text, lines } of findings) {
    if (kind.startsWith('limit-')) continue;
    const where = lines.length === 0 ? '' : ` Lines: ${lines.join(', ')}.`;
    const told = visibleText(text) + where;
    const test = others
      .testCase()
      .className('cfq.audit.findings')
      .name(visibleText(title))
      .file(file)
      .time(0);
    if (severity === 'error') test.failure(told, kind);
    else test.standardOutput(`${severity}: ${told}`);
  }
  others
    .testCase()
    .className('cfq.audit')
    .name('the audit was made')
    .time(total)
    .standardOutput(headlines(result).join('\n'));
  return builder.build();
}

function toldOf({ id, rule }: LimitVerdict, { numbers }: AuditResult): string {
  const number = numbers.find((one) => one.id === id);
  if (number === undefined) return visibleText(rule);
  const interval = showInterval(number);
  return visibleText(`${rule}: measured ${showValue(number)}${interval === '' ? '' : ` (${interval})`}`);
}
