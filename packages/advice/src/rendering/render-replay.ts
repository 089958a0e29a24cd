import { numberInWords } from '@cfq/evaluation';
import type { ReplayFinding, ReplayFindingKind } from '../replay/replay-finding.ts';
import { replayFindings } from '../replay/replay-finding.ts';
import type { ReplaySummary } from '../replay/replay-summary.ts';
import { quantity } from './advice-wording.ts';
import { valueForPeople } from './change-for-people.ts';

/** What each kind of finding says of a number of actions. */
const phrases: Readonly<Record<ReplayFindingKind, string>> = {
  broken: 'broken: the file refuses whoever does what was asked',
  signature: 'without a valid signature',
  altered: 'altered since they were filed',
  expired: 'expired, and not asked about',
  'unknown-row': 'whose person is not known',
  unscorable: 'that the file cannot be asked about',
};

const whole = (count: number) => numberInWords(count, { digits: 0, separator: ',' });

/** A summary as text: how many were kept, and how many not, by kind; only kinds that occur. */
export function renderReplaySummary(summary: ReplaySummary): string {
  const { model, actions, kept, thinner, findings, signatures, issuers } = summary;
  const others = issuers.filter(({ sha256 }) => sha256 !== model.sha256).length;
  const lines = [
    `${whole(actions)} actions of ${issuers.map(({ name }) => name).join(', ')} on ${model.name}` +
      (others === 0 ? ', the file that gave them' : ''),
    `${whole(kept)} kept${thinner > 0 ? `, ${whole(thinner)} of them with a margin below what was promised` : ''}`,
    ...replayFindings.flatMap((kind) =>
      findings[kind] > 0 ? [`${whole(findings[kind])} ${phrases[kind]}`] : [],
    ),
    ...(signatures === 'unchecked' ? ['signatures were not checked (--public-key)'] : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** A finding as a line: `line 17: broken: amount to 3,150; margin −0.12 (was 0.21), person on line 40`. */
export function renderFinding(finding: ReplayFinding): string {
  const { line, kind, action, margin, reached, personLine, reason } = finding;
  const asked = action.map(({ feature, to }) => `${feature} to ${valueForPeople(to)}`).join(', ');
  const margins = margin === null ? '' : `, margin ${quantity(margin)} (was ${quantity(reached)})`;
  const who = personLine === null ? '' : `, person on line ${personLine}`;
  return `line ${line}: ${kind}: ${asked}: ${reason}${margins}${who}`;
}

const columns = [
  ...['line', 'kind', 'person_line', 'person_hash', 'alternative', 'issued'],
  ...['action', 'promised', 'reached', 'margin', 'reason'],
] as const;

/** The header of findings as CSV, its end included. */
export const findingsCsvHeader = `${columns.join(',')}\n`;

/** A finding as a row of CSV (RFC 4180), its end included; the action as JSON. */
export function findingCsvRow(finding: ReplayFinding): string {
  const { line, kind, personLine, hash, alternative, issued, action, promised, reached, margin, reason } =
    finding;
  const to = JSON.stringify(Object.fromEntries(action.map((change) => [change.feature, change.to])));
  const cells = [line, kind, personLine, hash, alternative, issued, to, promised, reached, margin, reason];
  return `${cells.map(cellOf).join(',')}\n`;
}

/** Text that a spreadsheet would take for a formula is led by an apostrophe, as spreadsheets mark text. */
function cellOf(value: string | number | null): string {
  const isFormula = typeof value === 'string' && /^[=+\-@\t\r]/.test(value);
  const text = value === null ? '' : `${isFormula ? "'" : ''}${value}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
