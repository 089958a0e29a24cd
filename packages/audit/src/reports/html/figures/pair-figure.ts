import { html, type Markup } from '../markup.ts';
import { colours } from '../style.ts';
import { visibleText } from '../../text/visible-text.ts';

/** Two values of one thing: of the reference file and of the deployed one, shares of the whole. */
export interface ValuePair {
  readonly label: string;
  readonly teacher: number | null;
  readonly student: number | null;
}

const width = 640;
const left = 190;
const rowHeight = 26;
const longest = 26;

/** Dots of both files on one line for each thing, joined: how far it moved. Values are shares up to `most`. */
export function pairFigure(pairs: readonly ValuePair[], most: number, caption: string): Markup {
  const height = pairs.length * rowHeight + 26;
  const x = (value: number) => Math.round((left + (value / most) * (width - left - 110)) * 100) / 100;
  const short = (label: string) => {
    const text = Array.from(visibleText(label));
    return text.length > longest ? `${text.slice(0, longest - 1).join('')}…` : text.join('');
  };
  const percent = (value: number | null) => (value === null ? '–' : (100 * value).toFixed(1));
  return html`<figure>
    <svg
      viewBox="0 0 ${width} ${height}"
      width="${width}"
      height="${height}"
      role="img"
      aria-label="${caption}"
    >
      <circle cx="${left + 5}" cy="9" r="5" fill="${colours.teacher}" />
      <text x="${left + 15}" y="13">reference</text>
      <circle cx="${left + 105}" cy="9" r="5" fill="${colours.student}" />
      <text x="${left + 115}" y="13">deployed</text>
      ${pairs.map(({ label, teacher, student }, i) => {
        const y = 26 + i * rowHeight + 12;
        const known = [teacher, student].filter((value) => value !== null);
        const end = known.length === 0 ? left : x(Math.max(...known));
        return html`<text x="${left - 12}" y="${y + 4}" text-anchor="end">${short(label)}</text>
          <line x1="${left}" x2="${width - 110}" y1="${y}" y2="${y}" stroke="${colours.line}" />
          ${known.length === 2 && html`<line x1="${x(teacher!)}" x2="${x(student!)}" y1="${y}" y2="${y}" stroke="${colours.ink}" stroke-width="2" />`}
          ${teacher !== null && html`<circle cx="${x(teacher)}" cy="${y}" r="5" fill="${colours.teacher}" />`}
          ${student !== null && html`<circle cx="${x(student)}" cy="${y}" r="5" fill="${colours.student}" />`}
          <text x="${end + 10}" y="${y + 4}">${percent(teacher)} → ${percent(student)} %</text> `;
      })}
    </svg>
    <figcaption>${caption}</figcaption>
  </figure>`;
}
