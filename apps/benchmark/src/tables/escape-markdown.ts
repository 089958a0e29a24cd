import { visible } from '../command-line/seen/visible.ts';

/** Text as it stands in Markdown on one line: no HTML, no links that it did not have, nothing unseen. */
export function escapeMarkdown(text: string): string {
  return visible(text).replace(/\s+/g, ' ').replaceAll('<', '&lt;').replaceAll('](', ']\\(');
}
