import { overSeedsText } from '../family-results/over-seeds-text.ts';
import { DocsError } from '../docs-error.ts';
import type { FamilySpec } from './family-spec.ts';
import type { ReportSection } from './report-sections.ts';
import type { FamilySummary } from './summary-of-family.ts';

/** What a family is, whether or not its report is published. */
export interface FamilyAbout {
  readonly name: string;
  readonly title: string;
  /** The question that it answers. */
  readonly description: string;
  readonly cells: number;
  /** About how many seconds of one process it takes. */
  readonly seconds: number;
}

/** A report that is published. */
export interface PublishedReport {
  readonly spec: FamilySpec;
  readonly summary: FamilySummary;
  /** Text of an SVG element: the table as a figure. */
  readonly figure: string;
  readonly sections: readonly ReportSection[];
  /** Bytes of its CSV file. */
  readonly csvBytes: number;
}

/** Rows of the table that stand open; the others are folded. */
const openRows = 12;
/** Words above which a section stays in the full report. */
const foldedWords = 1300;

/** `13 min`, `3 h 50 min`. */
export function roughTime(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  const rest = minutes % 60;
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
}

function repeat({ name, cells, seconds }: FamilyAbout): string {
  return `\`\`\`sh\ncfq replicate ${name}\n\`\`\`\n\ncomputes ${cells} cells (one method, data set, network, budget and seed each) in about ${roughTime(seconds)} of one process, and writes the report. [How](/replicate).`;
}

/** Markdown of the page of a family. */
export function reportPage(about: FamilyAbout, published: PublishedReport | null): string {
  const question = `${about.description.charAt(0).toUpperCase()}${about.description.slice(1)}.`;
  const head = `---\naside: false\npageClass: wide\n---\n\n# ${about.title}\n\n`;
  if (published === null) {
    return `${head}${question}\n\nNo report of this family is published yet.\n\n${repeat(about)}\n`;
  }
  const { spec, summary, sections, figure, csvBytes } = published;
  if (summary.rows.length === 0) {
    throw new DocsError(
      `reportPage: a published report has rows to show (expected some of ${about.name}, got none). See its part of family-spec.`,
    );
  }
  const caption = `${spec.value.words}, ${spec.value.better}. Means over ${summary.seeds} seeds with the 95 % interval of the mean by Student’s t; κ = ${spec.kappa}.`;
  const rest = summary.rows.slice(openRows);
  const folded = sections.filter(({ words, title }) => words <= foldedWords && title !== 'At a glance');
  const left = sections.filter(({ words }) => words > foldedWords);
  return [
    head + spec.finding,
    `_The question:_ ${about.description}.`,
    table(summary, about.title, summary.rows.slice(0, openRows), spec.value.better),
    caption +
      (rest.length === 0
        ? ''
        : ` The best ${openRows} stand here, the other ${rest.length} in the appendix and the figure.`),
    `<div class="family-results"><figure>\n<div class="scroll" tabindex="0" role="region" aria-label="Figure of the table">${figure}</div>\n<p class="said">The same numbers; lines are intervals.</p></figure></div>`,
    repeat(about),
    `Everything that was measured: <a href="./${about.name}.csv" download target="_self">CSV, ${(csvBytes / 1e6).toFixed(1)} MB</a>, one row a cell and issue margin, and <a href="./${about.name}.report.txt" download target="_self">the full report</a> in Markdown${left.length === 0 ? '' : `, which also has: ${left.map(({ title }) => title.toLowerCase()).join('; ')}`}.`,
    '<details class="appendix"><summary>Appendix</summary>',
    ...(rest.length === 0
      ? []
      : ['## The other rows', table(summary, `${about.title}: the other rows`, rest, spec.value.better)]),
    ...folded.flatMap(({ title, body }) => [
      `## ${title}`,
      body.replaceAll(/\(figures\/([^)]+)\)/g, '(../data/reports/figures/$1){.on-white}'),
    ]),
    '</details>',
  ].join('\n\n');
}

function table(
  { columns }: FamilySummary,
  label: string,
  rows: FamilySummary['rows'],
  better: string,
): string {
  const attribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const heads = JSON.stringify(['', ...columns.map((column) => `${column} ${better}`)]).replaceAll('"', "'");
  const body = rows.map(
    ({ name, values }) =>
      `<tr><th scope="row">${name.replace(/^[^ ,]+/, '<code>$&</code>')}</th>${values.map((value) => `<td>${overSeedsText(value, 3)}</td>`).join('')}</tr>`,
  );
  return `<ScrollTable label="${attribute(label)}" :columns="${heads}" alignment="right"><tbody>\n${body.join('\n')}\n</tbody></ScrollTable>`;
}
