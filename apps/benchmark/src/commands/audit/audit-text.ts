import {
  auditMetric,
  formatNumber,
  type AuditMetricName,
  type AuditNumber,
  type AuditResult,
} from '@cfq/audit';
import { renderTerminal, type TerminalLook } from '../../tables/render-terminal.ts';
import { wrapText } from '../../tables/wrap-text.ts';

/** Numbers that the summary shows beside those that are limited; at issue margins all of `vd`, else the lead one. */
const shown: readonly AuditMetricName[] = [
  ...(['flips', 'flips-granted', 'flips-denied', 'drift', 'over-grant', 'vd', 'near-miss', 'crg'] as const),
  ...(['safe-margin', 'safe-margin-price', 'accuracy', 'accuracy-drop'] as const),
  ...(['subgroup-gap', 'subgroup-vd-gap', 'reasons', 'reasons-first', 'runtime-flips'] as const),
];

/** People whose broken promise, or other decision, is told one by one. */
const mostPeople = 5;

/** An audit in a page of a terminal: what was compared, the numbers, what to know, whom it concerns, the outcome. */
export function auditText(result: AuditResult, look: TerminalLook): string {
  const wrap = (text: string, indent = '  '): string[] =>
    look.width === undefined ? [text] : wrapText(text, look.width, indent);
  const sections = [
    subjectLines(result).flatMap((line) => wrap(line, '         ')),
    [renderTerminal(numberTable(result), look).trimEnd()],
    findingLines(result).flatMap((line) => wrap(line)),
    peopleLines(result).flatMap((line) => wrap(line, '    ')),
    result.caveats.flatMap((one) => wrap(`note: ${one}`)),
    outcomeLines(result).flatMap((line) => wrap(line)),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function subjectLines({ teacher, student, data, settings, identical }: AuditResult): string[] {
  const file = ({ name, bytes, bits, blackBox, reads, sha256 }: AuditResult['teacher']) =>
    `${name}, ${bytes.toLocaleString('en')} bytes, ` +
    `${bits === null ? `black box (${blackBox ?? 'not recognised'})` : bits === 32 ? 'float weights' : `${Number(bits.toFixed(2))} bits a weight`}, ` +
    `reads ${reads}, sha256 ${sha256.slice(0, 12)}…`;
  const { solver, margins, cost, seed } = settings;
  return [
    `teacher: ${file(teacher)}`,
    `student: ${identical ? 'the same file' : file(student)}`,
    `people:  ${data.name}, ${data.rows.toLocaleString('en')} rows, of whom the teacher denies ${data.denied.toLocaleString('en')}`,
    `recourse: ${solver}, cost ${cost}, κ ${margins.join(', ')}, ${data.policy === null ? 'what the columns permit' : `policy ${data.policy}`}, seed ${seed}`,
  ];
}

function numberTable({ numbers, limits, settings }: AuditResult) {
  const verdicts = limits?.verdicts ?? [];
  const limited = new Set(verdicts.map(({ id }) => id));
  const rows = numbers.filter(
    ({ id, metric, kappa }) =>
      limited.has(id) ||
      (shown.includes(metric as AuditMetricName) &&
        (kappa === null || metric === 'vd' || kappa === settings.leadMargin)),
  );
  const verdictsOf = (id: string) => verdicts.filter((verdict) => verdict.id === id);
  return {
    title: `what changes, with ${100 * settings.confidence} % intervals`,
    columns: ['number', 'measured', 'interval', 'over', ...(verdicts.length > 0 ? ['limit', ''] : [])],
    rows: rows.map((number) => [
      `${number.title}${number.kappa === null ? '' : ` κ ${number.kappa}`} (${number.id})`,
      number.above === null ? formatNumber(number.value, number) : `> ${number.above}`,
      intervalText(number),
      number.count.toLocaleString('en'),
      ...(verdicts.length > 0
        ? [
            verdictsOf(number.id)
              .map(({ rule }) => rule.slice(number.id.length + 1))
              .join('; '),
            verdictsOf(number.id)
              .map(({ verdict, interval }) => (verdict === 'met' && interval === 'across' ? 'met*' : verdict))
              .join('; '),
          ]
        : []),
    ]),
    marks: rows.map(({ id }) => [
      undefined,
      verdictsOf(id).some(({ verdict }) => verdict !== 'met') ? ('missed' as const) : undefined,
    ]),
    notes: verdicts.some(({ verdict, interval }) => verdict === 'met' && interval === 'across')
      ? ['* as measured; its interval reaches beyond the limit']
      : [],
  };
}

function intervalText(number: AuditNumber): string {
  const { lower, upper, interval } = number;
  if (interval === 'none') return '';
  const metric = auditMetric(number.metric as AuditMetricName);
  return `${formatNumber(lower, metric)} to ${upper === null ? 'beyond' : formatNumber(upper, metric)}`;
}

function findingLines({ findings }: AuditResult): string[] {
  if (findings.length === 0) return ['no findings: the two files behave alike on these people'];
  return findings.map(({ severity, title, text }) => `${severity}: ${title}. ${text}`);
}

function peopleLines({ promises, swapSet, settings, data }: AuditResult): string[] {
  const file = data.path ?? data.name;
  const logits = (margin: number) => `${margin < 0 ? '−' : '+'}${Math.abs(margin).toFixed(2)}`;
  const flipped = swapSet.people
    .slice(0, mostPeople)
    .map(
      ({ line, to, teacherMargin, studentMargin }) =>
        `  ${file}:${line}: ${to} by the student (margins ${logits(teacherMargin)} → ${logits(studentMargin)})`,
    );
  const broken = promises.broken
    .slice(0, mostPeople)
    .map(
      ({ line, action, teacherMargin, studentMargin }) =>
        `  ${file}:${line}: ${action.sentence} (margins after it ${logits(teacherMargin)} → ${logits(studentMargin)})`,
    );
  const more = (all: number) =>
    all > mostPeople ? [`  … and ${(all - mostPeople).toLocaleString('en')} more`] : [];
  return [
    ...(flipped.length > 0 ? ['decided about otherwise:', ...flipped, ...more(swapSet.people.length)] : []),
    ...(broken.length > 0
      ? [`promises of κ ${settings.leadMargin} that break:`, ...broken, ...more(promises.broken.length)]
      : []),
  ];
}

function outcomeLines({ limits, outcome }: AuditResult): string[] {
  if (limits === null || outcome === 'no-limits')
    return ['no limits were given; --limits or --max-vd 1% make this a gate'];
  const missed = limits.verdicts.filter(({ verdict }) => verdict !== 'met');
  const where = `${limits.source ?? 'as given'}, sha256 ${limits.sha256.slice(0, 12)}…`;
  return [
    missed.length === 0
      ? `within limits: all ${limits.verdicts.length} are met (${where})`
      : `outside limits: ${missed.length} of ${limits.verdicts.length} (${where}): ${missed.map(({ rule }) => rule).join('; ')}`,
  ];
}
