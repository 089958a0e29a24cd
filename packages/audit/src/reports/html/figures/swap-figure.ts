import type { AuditResult } from '../../../result/audit-result.ts';
import { showCount } from '../../text/show-number.ts';
import { html, type Markup } from '../markup.ts';
import { colours } from '../style.ts';

const width = 760;
const left = 176;
const barHeight = 22;

/** Four kinds of people by what the two files decide, as bars. */
export function swapFigure({ data, swapSet }: AuditResult): Markup {
  const { toApproved, toDenied } = swapSet;
  const bars = [
    { label: 'approved by both', count: data.rows - data.denied - toDenied, colour: colours.teacher },
    { label: 'denied by both', count: data.denied - toApproved, colour: colours.teacher },
    { label: 'denied → approved', count: toApproved, colour: colours.student },
    { label: 'approved → denied', count: toDenied, colour: colours.bad },
  ];
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const height = bars.length * (barHeight + 8);
  const lengthOf = (count: number) =>
    Math.max(count > 0 ? 2 : 0, Math.round((count / most) * (width - left - 130)));
  return html`<figure>
    <svg
      viewBox="0 0 ${width} ${height}"
      width="${width}"
      height="${height}"
      role="img"
      aria-label="People by what the two files decide"
    >
      ${bars.map(({ label, count, colour }, i) => {
        const y = i * (barHeight + 8);
        const share = data.rows === 0 ? '' : ` (${((100 * count) / data.rows).toFixed(2)} %)`;
        return html`<text x="${left - 10}" y="${y + 15}" text-anchor="end">${label}</text>
          <rect x="${left}" y="${y}" width="${lengthOf(count)}" height="${barHeight}" fill="${colour}" />
          <text x="${left + lengthOf(count) + 8}" y="${y + 15}">${showCount(count)}${share}</text> `;
      })}
    </svg>
    <figcaption>Decision of the reference file, then of the deployed one.</figcaption>
  </figure>`;
}
