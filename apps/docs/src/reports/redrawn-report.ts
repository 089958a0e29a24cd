import { escapeMarkdown, inWords, type DrawnFigure } from '@cfq/benchmark';

/** What goes before the caption of a figure in the Markdown of a report, and its number. */
const figure = /!\[[^\n]*\]\(figures\/([^)]+)\)\n\n\*\*Figure (\d+)\. [^\n]*?( Made by `[^`]*`\.)\n/g;

/**
 * The Markdown of a published report with its figures drawn again: their titles and captions are those of the new drawings, labels
 * are in words. A figure that cannot be drawn from the columns of the CSV keeps its caption.
 *
 * @param markdown as `cfq report` wrote it
 * @param drawn the figures drawn again
 * @param dropped files of figures that are taken out
 */
export function redrawnReport(
  markdown: string,
  drawn: readonly DrawnFigure[],
  dropped: readonly string[] = [],
): string {
  const byFile = new Map(drawn.map((one) => [one.file, one]));
  return markdown
    .replaceAll(figure, (whole, file: string, number: string, madeBy: string) => {
      if (dropped.includes(file)) return '';
      const found = byFile.get(file);
      if (found === undefined) return whole;
      const { title, caption } = found;
      return `![${escapeMarkdown(title)}](figures/${file})\n\n**Figure ${number}. ${escapeMarkdown(title)}.** ${escapeMarkdown(caption)}${madeBy}\n`;
    })
    .split('\n')
    .map(lineInWords)
    .join('\n');
}

/** A drawing that cannot be made again from a CSV file, with its labels in words. */
export function labelsInWords(svg: string): string {
  return svg.replaceAll(
    /(<(?:text|tspan)\b[^>]*>)([^<]+)/g,
    (_, tag: string, label: string) => `${tag}${inWords(label)}`,
  );
}

/** The titles and entries of tables in words. */
function lineInWords(line: string): string {
  if (line.startsWith('|')) {
    return line
      .split(' | ')
      .map((entry) =>
        entry.includes('`')
          ? entry
          : entry.replace(/^(\|? ?)(.*)$/, (_, bar: string, text: string) => `${bar}${inWords(text)}`),
      )
      .join(' | ');
  }
  if (line.startsWith('**Figure ')) return line;
  const [, before = '', text = '', after = ''] = /^(\*\*|- )?(.*?)(\*\*)?$/.exec(line) ?? [];
  return text.includes('`') ? line : `${before}${inWords(text)}${after}`;
}
