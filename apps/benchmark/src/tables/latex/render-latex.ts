import type { TextTable } from '../text-table.ts';
import { escapeLatex } from './escape-latex.ts';

/**
 * Writes a table as LaTeX for a paper: a floating `table` with its title as caption, rules of the package `booktabs`,
 * numbers to the right, the best of each column in bold, and what leads it and its notes below in small print.
 */
export function renderLatex({
  title,
  lead = [],
  columns,
  rows,
  words = false,
  notes = [],
  marks = [],
}: TextTable): string {
  const line = (entries: readonly string[]) => `    ${entries.join(' & ')} \\\\`;
  const alignment = columns.map((_, column) => (column === 0 || words ? 'l' : 'r')).join('');
  const entry = (text: string, row: number, column: number): string =>
    marks[row]?.[column] === 'best' ? `\\textbf{${escapeLatex(text)}}` : escapeLatex(text);
  const below = [...lead, ...notes];
  return [
    '\\begin{table}[t]',
    '  \\centering',
    `  \\caption{${escapeLatex(title)}}`,
    `  \\begin{tabular}{${alignment}}`,
    '    \\toprule',
    line(columns.map(escapeLatex)),
    '    \\midrule',
    ...rows.map((entries, row) => line(entries.map((text, column) => entry(text, row, column)))),
    '    \\bottomrule',
    '  \\end{tabular}',
    ...(below.length === 0 ? [] : ['', `  \\smallskip{\\footnotesize ${escapeLatex(below.join(' '))}}`]),
    '\\end{table}',
    '',
  ].join('\n');
}
