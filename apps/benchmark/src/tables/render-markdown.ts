import { escapeMarkdown } from './escape-markdown.ts';
import type { TextTable } from './text-table.ts';

/** Writes a table as Markdown: its title in bold, what leads it, a table with right-aligned numbers, and its notes. */
export function renderMarkdown({
  title,
  lead = [],
  columns,
  rows,
  words = false,
  notes = [],
}: TextTable): string {
  const line = (entries: readonly string[]) => `| ${entries.map(escape).join(' | ')} |`;
  const rule = `| ${columns.map((_, column) => (column === 0 || words ? ':--' : '--:')).join(' | ')} |`;
  const said = (sentences: readonly string[]) =>
    sentences.length === 0 ? [] : [escapeMarkdown(sentences.join(' ')), ''];
  return [
    `**${escape(title)}**`,
    '',
    ...said(lead),
    line(columns),
    rule,
    ...rows.map(line),
    '',
    ...said(notes),
  ].join('\n');
}

function escape(text: string): string {
  return escapeMarkdown(text).replaceAll('|', '\\|');
}
