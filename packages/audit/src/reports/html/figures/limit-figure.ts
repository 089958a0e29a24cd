import type { LimitVerdict } from '../../../result/limit-verdict.ts';
import { html, type Content } from '../markup.ts';
import { colours } from '../style.ts';
import { scale } from './scale.ts';

const width = 220;
const height = 26;
const middle = 12;

/** A limit as a line: where it is met, tinted; the bound; what was measured, with its interval. */
export function limitFigure({
  bound,
  value,
  lower,
  upper,
  greaterIsBetter,
  verdict,
  rule,
}: LimitVerdict): Content {
  if (bound === null || value === null) return null;
  const known = [bound, value, lower ?? value, upper ?? value, 0];
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const room = (most - least || 1) * 0.08;
  const x = scale([least - (least < 0 ? room : 0), most + room], [2, width - 2]);
  const [from, to] = greaterIsBetter ? [x(bound), width - 2] : [2, x(bound)];
  const colour = verdict === 'met' ? colours.good : colours.bad;
  return html`<svg
    viewBox="0 0 ${width} ${height}"
    width="${width}"
    height="${height}"
    role="img"
    aria-label="${rule}: ${verdict}"
  >
    <line x1="2" x2="${width - 2}" y1="${middle}" y2="${middle}" stroke="${colours.line}" />
    <rect x="${from}" y="4" width="${Math.max(0, to - from)}" height="16" fill="${colours.goodTint}" />
    <line x1="${x(bound)}" x2="${x(bound)}" y1="1" y2="23" stroke="${colours.ink}" stroke-width="1.5" />
    <line
      x1="${x(lower ?? value)}"
      x2="${x(upper ?? value)}"
      y1="${middle}"
      y2="${middle}"
      stroke="${colour}"
      stroke-width="2.5"
    />
    <circle cx="${x(value)}" cy="${middle}" r="4.5" fill="${colour}" />
  </svg>`;
}
