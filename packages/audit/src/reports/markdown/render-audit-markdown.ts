import type { AuditResult } from '../../result/audit-result.ts';
import { headlines } from '../text/headlines.ts';
import { findingCounts, limitCounts, outcomeWords } from '../text/outcome.ts';
import { shortHash, showBytes, showCount, showInterval, showMargin, showValue } from '../text/show-number.ts';
import { visibleLines } from '../text/visible-text.ts';
import { codeBlock, codeSpan, escapeMarkdown } from './escape-markdown.ts';

/** Options of {@link renderAuditMarkdown}. */
export interface AuditMarkdownOptions {
  /** People listed at most, with broken promises and with other decisions each; an integer ≥ 0. Default 10. */
  readonly people?: number | undefined;
}

const marks = { within: '✅', outside: '❌', 'no-limits': 'ℹ️' } as const;
const verdictMarks = { met: '✅', missed: '❌', undefined: '⚠️' } as const;

/**
 * An audit as Markdown, for the summary of a CI job, a merge request or a notebook: outcome, what it means, limits,
 * findings, some of the people, how to repeat it. Names from outside are escaped, so that none becomes a link, a mention, a
 * template or markup.
 *
 * @param result - What `audit` returned, or read from its JSON.
 * @returns Text that ends in a new line, so that another can be appended.
 */
export function renderAuditMarkdown(result: AuditResult, { people = 10 }: AuditMarkdownOptions = {}): string {
  const { outcome, student, teacher, findings, caveats, command } = result;
  const others = findings.filter(({ kind }) => !kind.startsWith('limit-'));
  const parts = [
    `## ${marks[outcome]} Model audit: ${outcomeWords[outcome].toLowerCase()}`,
    `${fileLine('Deployed', student)}  \n${fileLine('Held against', teacher)}`,
    `**${limitCounts(result)}; ${findingCounts(findings)}.**`,
    headlines(result)
      .map((line) => `- ${escapeMarkdown(line)}`)
      .join('\n'),
    limitsOf(result),
    others.length === 0
      ? ''
      : `### Findings\n\n${others
          .map(
            ({ severity, title, text }) =>
              `- **${severity}: ${escapeMarkdown(title)}.** ${escapeMarkdown(text)}`,
          )
          .join('\n')}`,
    peopleOf(result, people),
    caveats.length === 0
      ? ''
      : `### Caveats\n\n${caveats.map((line) => `- ${escapeMarkdown(line)}`).join('\n')}`,
    command === null ? '' : `### How to repeat it\n\n${codeBlock(visibleLines(command))}`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function fileLine(role: string, { name, bytes, sha256 }: AuditResult['student']): string {
  return `${role}: ${codeSpan(name)}, ${showBytes(bytes)}, SHA-256 ${codeSpan(shortHash(sha256))}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function limitsOf({ limits, numbers }: AuditResult): string {
  if (limits === null) return '';
  const rows = limits.verdicts.map(({ id, rule, verdict }) => {
    const number = numbers.find((one) => one.id === id);
    const measured = number === undefined ? ['–', ''] : [showValue(number), showInterval(number)];
    return row([`${verdictMarks[verdict]} ${verdict}`, escapeMarkdown(rule), ...measured]);
  });
  return [
    '### Limits\n',
    row(['verdict', 'limit', 'measured', 'interval']),
    row(['---', '---', '--:', '--:']),
    ...rows,
  ].join('\n');
}

function peopleOf({ promises, swapSet, data }: AuditResult, most: number): string {
  if (most === 0) return '';
  const { broken } = promises;
  const lists: string[] = [];
  if (broken.length > 0) {
    lists.push(
      '### Promises that break\n',
      row(['line', 'what the reference file asks for', 'margin, reference', 'margin, deployed']),
      row(['--:', '---', '--:', '--:']),
      ...broken
        .slice(0, most)
        .map(({ line, action, teacherMargin, studentMargin }) =>
          row([
            String(line),
            escapeMarkdown(action.sentence),
            showMargin(teacherMargin),
            showMargin(studentMargin),
          ]),
        ),
      remainder(broken.length, most),
    );
  }
  for (const to of ['denied', 'approved'] as const) {
    const people = swapSet.people.filter((person) => person.to === to);
    if (people.length === 0) continue;
    const from = to === 'denied' ? 'approved' : 'denied';
    lists.push(
      `${lists.length === 0 ? '' : '\n'}**Now ${to}, ${from} before**, by line of ${codeSpan(data.path ?? data.name)}: ` +
        `${people
          .slice(0, most)
          .map(({ line }) => String(line))
          .join(', ')}${people.length > most ? `, and ${showCount(people.length - most)} more` : ''}.`,
    );
  }
  return lists.filter((line) => line !== '').join('\n');
}

function remainder(total: number, shown: number): string {
  return total > shown ? `\n${showCount(total - shown)} more are in the JSON report.` : '';
}
