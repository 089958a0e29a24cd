import { escapeMarkdown } from '../../tables/escape-markdown.ts';
import { renderMarkdown } from '../../tables/render-markdown.ts';
import { numberedFigures, type Report } from '../build-report.ts';
import type { CoverLine, ReportCover } from '../data/report-cover.ts';
import type { Block } from '../blocks/section.ts';

/**
 * A report as Markdown.
 *
 * @param figures folder of the figures' files, as the Markdown links to it
 */
export function renderReportMarkdown(report: Report, figures: string): string {
  const numbered = new Map(numberedFigures(report).map((one) => [one.figure as Block, one]));
  const draw = (block: Block): string => {
    if (block.kind === 'text') return `${escapeMarkdown(block.text)}\n`;
    if (block.kind === 'table')
      return [renderMarkdown(block.table), ...(block.note ? [`${escapeMarkdown(block.note)}\n`] : [])].join(
        '\n',
      );
    const { number, file, chapter } = numbered.get(block)!;
    return [
      `![${escapeMarkdown(block.title)}](${figures}/${file})`,
      '',
      escapeMarkdown(
        `**Figure ${number}. ${block.title}.** ${block.caption} Made by \`${chapter.command}\`.`,
      ),
      '',
    ].join('\n');
  };
  return [
    `# ${escapeMarkdown(report.title)}\n`,
    ...noticeList(report.notices),
    ...coverOf(report.cover),
    ...report.chapters.flatMap((chapter) => [
      `## ${escapeMarkdown(chapter.title)}\n`,
      `${escapeMarkdown(`${chapter.cellCount} cells, made by \`${chapter.command}\`.`)}\n`,
      ...noticeList(chapter.notices),
      ...chapter.sections.flatMap(({ title, blocks }) => [
        `### ${escapeMarkdown(title)}\n`,
        ...blocks.map(draw),
      ]),
    ]),
  ].join('\n');
}

function coverOf({ verdicts, facts, definitions }: ReportCover): string[] {
  const list = (lines: readonly CoverLine[]) =>
    `${lines.map(({ term, text }) => `- **${escapeMarkdown(term)}**: ${escapeMarkdown(text)}`).join('\n')}\n`;
  return [
    ...(verdicts.length === 0 ? [] : ['**Verdict**\n', ...noticeList(verdicts)]),
    '**What was compared**\n',
    list(facts),
    '**What the columns count**\n',
    list(definitions),
  ];
}

function noticeList(notices: readonly string[]): string[] {
  return notices.length === 0
    ? []
    : [`${notices.map((notice) => `- ${escapeMarkdown(notice)}`).join('\n')}\n`];
}
