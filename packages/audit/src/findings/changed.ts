import type { Finding } from '../result/finding.ts';
import type { Detector } from './evidence.ts';
import { people, percent, shownLines } from './words.ts';

/** The targets of the protocol, beyond which what is noted becomes a warning. */
const most = { flips: 0.005, broken: 0.01, gap: 0.01, reasons: 0.95 } as const;

const severity = (beyond: boolean): Finding['severity'] => (beyond ? 'warning' : 'note');

/** Who is decided about otherwise. */
export const decisionsChanged: Detector = ({ swapSet, teacherMargins }) => {
  const { people: flipped, toApproved, toDenied } = swapSet;
  const n = teacherMargins.length;
  if (flipped.length === 0) return [];
  return [
    {
      kind: 'decisions-changed',
      severity: severity(flipped.length / n > most.flips),
      title: `${people(flipped.length)} decided about otherwise`,
      text:
        `Of ${people(n)}, the student approves ${people(toApproved)} whom the teacher denies and denies ${people(toDenied)} whom it ` +
        `approves (${percent(flipped.length / n)}; the share of approved people changes by ` +
        `${(100 * ((toApproved - toDenied) / n)).toFixed(2).replace('-', '−')} points).`,
      lines: flipped.slice(0, shownLines).map(({ line }) => line),
    },
  ];
};

/** Whose promise breaks. */
export const promisesBroken: Detector = ({ promises, leadMargin }) => {
  const at = promises.margins.find(({ kappa }) => kappa === leadMargin);
  if (at === undefined || at.broken === 0) return [];
  const share = at.broken / at.promised;
  return [
    {
      kind: 'promises-broken',
      severity: severity(share > most.broken),
      title: `${at.broken.toLocaleString('en')} of ${at.promised.toLocaleString('en')} promises broken`,
      text:
        `The teacher tells ${people(at.promised)} whom it denies what would get them approved, with a margin of ${leadMargin} logits. ` +
        `The student denies ${people(at.broken)} of them after they have done it (${percent(share)}).`,
      lines: promises.broken.slice(0, shownLines).map(({ line }) => line),
    },
  ];
};

/** Groups that the change treats unlike. */
export const groupsApart: Detector = ({ subgroups }) =>
  subgroups.flatMap(({ attribute, groups, gaps }) =>
    gaps.flatMap(({ metric, value, apart, highest, lowest }): Finding[] => {
      if (value === null || highest === null || lowest === null || value <= most.gap || !apart) return [];
      const told = {
        drift: 'The share of approved people',
        flips: 'The share of flips',
        vd: 'The share of broken promises',
      };
      const of = (level: string) => groups.find((group) => group.level === level)!;
      const shown = (level: string) => {
        const { approvalTeacher, approvalStudent, flips, promised, broken } = of(level);
        if (metric === 'flips') return percent(flips ?? 0);
        if (metric === 'vd') return percent(broken / promised);
        return `${percent(approvalTeacher ?? 0)} to ${percent(approvalStudent ?? 0)}`;
      };
      return [
        {
          kind: 'groups-apart',
          severity: 'warning',
          title: `Groups of ${attribute} are treated unlike by the change`,
          text:
            `${told[metric]} ${metric === 'drift' ? 'changes' : 'differs'} between groups of "${attribute}" by ` +
            `${(100 * value).toFixed(2)} points: "${highest}" ${shown(highest)}, "${lowest}" ${shown(lowest)}.`,
          lines: [],
        },
      ];
    }),
  );

/** Denials for other reasons. */
export const reasonsChanged: Detector = ({ reasons }) => {
  const { overlap, same, sameFirst, people: denials, count, differing } = reasons;
  if (overlap === null || overlap >= most.reasons) return [];
  return [
    {
      kind: 'reasons-changed',
      severity: 'warning',
      title: 'Denials have other reasons',
      text:
        `Of ${people(denials)} whom both files deny, ${percent(same ?? 0, 1)} would be given the same ${count} leading reasons and ` +
        `${percent(sameFirst ?? 0, 1)} the same first one (mean overlap ${percent(overlap, 1)}). A notice must state the reasons of ` +
        'the file that decides.',
      lines: differing.map(({ line }) => line),
    },
  ];
};
