import { visibleText } from '../text/visible-text.ts';

/** Markup that may stand in a page as it is. Only {@link html} and {@link trusted} make it. */
export class Markup {
  /** @param text well-formed HTML */
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

/** What may stand in a template: markup as it is, lists joined, nothing for `null`, and everything else escaped. */
export type Content = Markup | string | number | null | undefined | false | readonly Content[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
  '{': '&#123;',
  '}': '&#125;',
};

/** Text for elements and quoted attributes; braces too, so that no template engine finds an expression in it. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`{}]/gu, (one) => entities[one]!);
}

/** A template of markup; all that is put in is one line of visible text and escaped, unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(strings.map((text, i) => (i === 0 ? text : contentOf(values[i - 1]) + text)).join(''));
}

/** Markup out of text that this package wrote: a style sheet, a number of a path. */
export function trusted(text: string): Markup {
  return new Markup(text);
}

function contentOf(content: Content): string {
  if (content === null || content === undefined || content === false) return '';
  if (content instanceof Markup) return content.text;
  if (Array.isArray(content)) return content.map(contentOf).join('');
  return escapeHtml(visibleText(String(content)));
}
