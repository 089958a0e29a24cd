import type { TextTable } from './text-table.ts';

/** Writes a table as Markdown: its title in bold, then a table with right-aligned numbers. */
export function renderMarkdown({ title, columns, rows, words = false }: TextTable): string {
  const line = (entries: readonly string[]) => `| ${entries.map(escape).join(' | ')} |`;
  const rule = `| ${columns.map((_, column) => (column === 0 || words ? ':--' : '--:')).join(' | ')} |`;
  return [`**${escape(title)}**`, '', line(columns), rule, ...rows.map(line), ''].join('\n');
}

function escape(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
}
