import type { AuditResult } from '../../result/audit-result.ts';
import { counted } from './outcome.ts';
import { showCount, showShare } from './show-number.ts';
import { visibleText } from './visible-text.ts';

/** What a reader should know after half a minute, a sentence each, most important first. Names are plain text. */
export function headlines(result: AuditResult): string[] {
  const { data, identical, swapSet, subgroups } = result;
  const rows = counted(data.rows, 'person', 'people');
  if (identical) {
    return [
      `The two files are the same bytes; held against each other, ${rows} are decided about alike.`,
      promiseLine(result),
    ];
  }
  const flipped = swapSet.toApproved + swapSet.toDenied;
  const decisions =
    flipped === 0
      ? `All ${rows} are decided about alike.`
      : `Of ${rows}, ${showCount(flipped)} (${showShare(flipped / data.rows, 2)}) are decided about otherwise: ` +
        `${showCount(swapSet.toApproved)} denied before are approved, ${showCount(swapSet.toDenied)} approved before are denied.`;
  const gaps = subgroups
    .flatMap(({ attribute, gaps: own }) => own.map((gap) => ({ attribute, ...gap })))
    .filter(({ metric, value }) => metric === 'drift' && value !== null)
    .sort((a, b) => b.value! - a.value!);
  const [widest] = gaps;
  return [
    decisions,
    promiseLine(result),
    ...(result.reasons.people === 0 ? [] : [reasonLine(result)]),
    ...(widest === undefined || widest.value === 0
      ? []
      : [
          `Approval rates of groups of “${visibleText(widest.attribute)}” change by up to ` +
            `${(100 * widest.value!).toFixed(2)} points more for one group than for another.`,
        ]),
  ];
}

function promiseLine({ promises, settings }: AuditResult): string {
  const at = promises.margins.find(({ kappa }) => kappa === settings.leadMargin) ?? promises.margins[0]!;
  const promised = `a way to approval promised with a margin of ${at.kappa} logits`;
  if (at.promised === 0) return `Nobody was denied with ${promised}.`;
  const people = counted(at.promised, 'person', 'people');
  if (at.broken === 0)
    return `Of ${people} denied with ${promised}, all are approved once they have taken it.`;
  return (
    `Of ${people} denied with ${promised}, ${showCount(at.broken)} (${showShare(at.broken / at.promised, 2)}) ` +
    'would be refused after having taken it.'
  );
}

function reasonLine({ reasons }: AuditResult): string {
  return (
    `Of ${counted(reasons.people, 'person', 'people')} whom both files deny, ${showShare(reasons.same)} would be given the same ` +
    `${reasons.count} leading reasons.`
  );
}
