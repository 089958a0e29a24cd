import { visibleText } from '../text/visible-text.ts';

/** Characters with a meaning in Markdown, in HTML, in templates, or to the forges that render it (`@name`, `#12`, `://`). */
const special = /[\\`*_{}[\]<>#|~$&]|(?<!\w)@|@(?!\d)|:(?=\/\/)|(?<=www)\.|^\s*(?:\d+[.)]|[-+=])(?=\s|$)/gu;

/** A text from outside as plain text in Markdown, on one line: whatever it holds, it is shown and does nothing. */
export function escapeMarkdown(text: string): string {
  return visibleText(text).replace(special, (match) =>
    Array.from(match, (one) => (/[\w\s]/u.test(one) ? one : `&#${one.codePointAt(0)!};`)).join(''),
  );
}

/** A text as a code span; it may hold backticks. */
export function codeSpan(text: string): string {
  const shown = visibleText(text).replace(/\|/gu, '¦');
  const longest = Math.max(0, ...Array.from(shown.matchAll(/`+/gu), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = longest > 0 ? ' ' : '';
  return `${fence}${space}${shown}${space}${fence}`;
}

/** Lines as a code block, whatever backticks they hold. */
export function codeBlock(text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/gu), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}
