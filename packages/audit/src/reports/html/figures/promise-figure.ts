import type { AuditResult } from '../../../result/audit-result.ts';
import { html, trusted, type Content } from '../markup.ts';
import { colours } from '../style.ts';
import { roundUp, scale } from './scale.ts';

const width = 560;
const height = 220;
const [left, right, top, bottom] = [58, width - 16, 14, height - 42];

/** The share of broken promises by the margin they were issued with, with intervals. */
export function promiseFigure({ numbers, limits }: AuditResult): Content {
  const points = numbers.flatMap(({ metric, kappa, value, lower, upper }) =>
    metric === 'vd' && kappa !== null && value !== null ? [{ kappa, value, lower, upper }] : [],
  );
  if (points.length < 2) return null;
  const most = roundUp(Math.max(0.005, ...points.map(({ value, upper }) => upper ?? value)));
  const x = scale([points[0]!.kappa, points.at(-1)!.kappa], [left + 14, right - 14]);
  const y = scale([0, most], [bottom, top]);
  const percent = (share: number) => `${Number((100 * share).toPrecision(3))} %`;
  const path = points.map(({ kappa, value }, i) => `${i === 0 ? 'M' : 'L'}${x(kappa)} ${y(value)}`).join(' ');
  const bounds = (limits?.verdicts ?? []).filter(({ id, bound }) => id.startsWith('vd@') && bound !== null);
  return html`<figure>
    <svg
      viewBox="0 0 ${width} ${height}"
      width="${width}"
      height="${height}"
      role="img"
      aria-label="Share of broken promises by issue margin"
    >
      ${[0, 0.25, 0.5, 0.75, 1].map(
        (share) =>
          html`<line
              x1="${left}"
              x2="${right}"
              y1="${y(share * most)}"
              y2="${y(share * most)}"
              stroke="${colours.line}"
            />
            <text class="faint" x="${left - 8}" y="${y(share * most) + 4}" text-anchor="end"
              >${percent(share * most)}</text
            > `,
      )}
      ${bounds.map(({ bound, id }) =>
        bound! > most
          ? null
          : html`<line
                x1="${left}"
                x2="${right}"
                y1="${y(bound!)}"
                y2="${y(bound!)}"
                stroke="${colours.good}"
                stroke-dasharray="5 4"
              />
              <text class="faint" x="${right}" y="${y(bound!) - 4}" text-anchor="end">limit of ${id}</text> `,
      )}
      <path d="${trusted(path)}" fill="none" stroke="${colours.student}" stroke-width="2" />
      ${points.map(
        ({ kappa, value, lower, upper }) =>
          html`<line
              x1="${x(kappa)}"
              x2="${x(kappa)}"
              y1="${y(lower ?? value)}"
              y2="${y(upper ?? value)}"
              stroke="${colours.student}"
              stroke-width="1.5"
            />
            <circle cx="${x(kappa)}" cy="${y(value)}" r="4" fill="${colours.student}" />
            <text class="faint" x="${x(kappa)}" y="${bottom + 18}" text-anchor="middle">${kappa}</text> `,
      )}
      <text class="faint" x="${(left + right) / 2}" y="${height - 6}" text-anchor="middle">
        issue margin κ in logits
      </text>
    </svg>
    <figcaption>
      Share of promises that break (validity drop) by the margin they were issued with; lines are intervals.
    </figcaption>
  </figure>`;
}
