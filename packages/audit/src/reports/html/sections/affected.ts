import type { AuditResult } from '../../../result/audit-result.ts';
import { showCount, showMargin, showShare } from '../../text/show-number.ts';
import { pairFigure } from '../figures/pair-figure.ts';
import { html, type Content, type Markup } from '../markup.ts';
import { named, remainder, table } from '../table.ts';

/** Broken promises, and changed decisions, that are listed at most. */
const most = 40;
const mostDecisions = 120;
/** People whose reasons differ, at most. */
const mostReasons = 10;
/** Groups and reasons drawn at most. */
const mostDrawn = 16;

/** Who is affected: broken promises, changed decisions, groups, reasons for denials. */
export function affectedSection(result: AuditResult): Markup {
  return html`<section id="affected">
    <h2>Who is affected</h2>
    <p class="note">
      People are named by their line in
      ${result.data.path === null ? html`the data “${named(result.data.name)}”` : html`<code>${result.data.path}</code>`},
      counted from 1, the header.
    </p>
    ${brokenPromises(result)}${changedDecisions(result)}${groups(result)}${reasons(result)}
  </section>`;
}

function brokenPromises({ promises, settings }: AuditResult): Markup {
  const { broken, margins } = promises;
  const unknown = margins.find(({ kappa }) => kappa === settings.leadMargin)?.unknown ?? 0;
  const columns = [
    { title: 'Line', numeric: true },
    { title: 'What the reference file asks for' },
    { title: 'Margin, reference', numeric: true },
    { title: 'Margin, deployed', numeric: true },
  ];
  const rows = broken
    .slice(0, most)
    .map(({ line, action, teacherMargin, studentMargin }) => [
      String(line),
      named(action.sentence),
      showMargin(teacherMargin),
      showMargin(studentMargin),
    ]);
  return html`<h3>Promises that break</h3>
    ${
      broken.length === 0
        ? html`<p>None, of promises issued with a margin of ${settings.leadMargin} logits.</p>`
        : html`${table(columns, rows, html`People who take the action, promised with a margin of ${settings.leadMargin} logits, and are refused by the deployed file. Margins are those after the action.`)}${remainder(broken.length, rows.length)}`
    }${unknown > 0 && html`<p class="note">Of ${showCount(unknown)} more people it is not known: the search was cut by its deadline.</p>`}`;
}

function changedDecisions({ swapSet }: AuditResult): Markup {
  const list = (to: 'approved' | 'denied', title: string): Content => {
    const people = swapSet.people.filter((person) => person.to === to);
    if (people.length === 0) return null;
    const shown = people.slice(0, mostDecisions);
    return html`<h3>${title}</h3>
      <ol class="people">
        ${shown.map(
          ({ line, teacherMargin, studentMargin }) =>
            html`<li><b>${line}</b>: ${showMargin(teacherMargin)} → ${showMargin(studentMargin)}</li>`,
        )}
      </ol>
      ${remainder(people.length, shown.length)}`;
  };
  if (swapSet.people.length === 0)
    return html`<h3>Changed decisions</h3>
      <p>Nobody is decided about otherwise.</p>`;
  return html`${list('denied', 'Approved by the reference, denied by the deployed file')}${list('approved', 'Denied by the reference, approved by the deployed file')}
    <p class="note">
      Line, and the logit margin of the reference and of the deployed file; above 0 is approved.
    </p>`;
}

function groups({ subgroups, settings }: AuditResult): Content {
  return subgroups.map(({ attribute, groups: levels, gaps }) => {
    const drawn = levels.filter(({ compared }) => compared).slice(0, mostDrawn);
    const columns = [
      { title: 'Group' },
      ...[
        'People',
        'Approved, reference',
        'Approved, deployed',
        'Decided otherwise',
        'Promises',
        'Broken',
      ].map((title) => ({ title, numeric: true })),
    ];
    const rows = levels.map((group) => [
      html`${named(group.level)}${!group.compared && html` <small>too few to compare</small>`}`,
      showCount(group.rows),
      showShare(group.approvalTeacher),
      showShare(group.approvalStudent),
      showShare(group.flips),
      showCount(group.promised),
      showCount(group.broken),
    ]);
    const told = { drift: 'change of the approval rate', flips: 'changed decisions', vd: 'broken promises' };
    const gapLines = gaps.flatMap(({ metric, value, highest, lowest, lower, upper }) =>
      value === null
        ? []
        : [
            html`<li>
              Largest gap of ${told[metric]}:
              ${points(value)}${lower !== null && upper !== null && html` (${points(lower)} to ${points(upper)})`}${highest !== null && lowest !== null && html`, “${named(highest)}” against “${named(lowest)}”`}.
            </li>`,
          ],
    );
    return html`<h3>Groups of “${named(attribute)}”</h3>
      ${
        drawn.length > 1 &&
        pairFigure(
          drawn.map(({ level, approvalTeacher, approvalStudent }) => ({
            label: level,
            teacher: approvalTeacher,
            student: approvalStudent,
          })),
          1,
          'Share of the group that is approved.',
        )
      }${table(columns, rows, `Groups of fewer than ${settings.minimumGroup} people are not compared.`)}
      <ul class="plain">
        ${gapLines}
      </ul>`;
  });
}

const points = (share: number) => `${(100 * share).toFixed(2)} points`;

function reasons({ reasons: agreement }: AuditResult): Content {
  const {
    people,
    count,
    same,
    sameOrder,
    sameFirst,
    overlap,
    definition,
    most: features,
    differing,
  } = agreement;
  if (people === 0) return null;
  const drawn = features.slice(0, mostDrawn).map(({ feature, teacher, student }) => ({
    label: feature,
    teacher: teacher / people,
    student: student / people,
  }));
  const rows = differing
    .slice(0, mostReasons)
    .map(({ line, teacher, student }) => [
      String(line),
      named(teacher.join(', ')),
      named(student.join(', ')),
    ]);
  return html`<h3>Reasons for denials</h3>
    <p>
      ${showCount(people)} people are denied by both files. ${showShare(same)} of them would be given the same
      ${count} leading reasons, ${showShare(sameOrder)} in the same order, ${showShare(sameFirst)} the same
      first one; on average ${showShare(overlap)} of the reasons are in common.
    </p>
    ${drawn.length > 0 && pairFigure(drawn, 1, 'Share of these denials that the feature is a leading reason of.')}
    ${rows.length > 0 && table([{ title: 'Line', numeric: true }, { title: 'Reference' }, { title: 'Deployed' }], rows, 'Those with the fewest reasons in common.')}
    <p class="note">${definition}</p>`;
}
