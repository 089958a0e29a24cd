import { html, type Content, type Markup } from './markup.ts';

/** A column: its heading, and whether it holds numbers, which stand to the right. */
export interface Column {
  readonly title: Content;
  readonly numeric?: boolean;
}

/** A table; wide ones scroll on narrow screens. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly Content[])[],
  caption?: Content,
): Markup {
  const cell = (content: Content, column: number) =>
    columns[column]!.numeric === true ? html`<td class="n">${content}</td>` : html`<td>${content}</td>`;
  const heading = ({ title, numeric }: Column) =>
    numeric === true ? html`<th scope="col" class="n">${title}</th>` : html`<th scope="col">${title}</th>`;
  return html`<div class="scroll">
    <table>
      ${
        caption !== undefined &&
        html`<caption>
          ${caption}
        </caption>`
      }
      <thead>
        <tr>
          ${columns.map(heading)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map(cell)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** A name from outside, isolated from the direction of the text around it. */
export function named(name: string): Markup {
  return html`<bdi>${name}</bdi>`;
}

/** What is left of a list of which only the first are shown. */
export function remainder(total: number, shown: number): Content {
  if (total <= shown) return null;
  return html`<p class="note">
    The first ${shown} of ${total.toLocaleString('en')} are shown. All of them are in the JSON report.
  </p>`;
}
