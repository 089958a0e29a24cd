import type { TextTable } from '../../tables/text-table.ts';
import { numberedFigures, type Chapter, type NumberedFigure, type Report } from '../build-report.ts';
import { escapeHtml as text } from './escape-html.ts';
import { svgText } from '../figures/svg-text.ts';
import { drawFigure } from '../figures/draw-figure.ts';
import { reportStyle } from './report-style.ts';
import type { CoverLine, ReportCover } from '../data/report-cover.ts';
import type { Block, Section } from '../blocks/section.ts';

/**
 * A report as one page that needs nothing else: style and figures are inside, there is no script.
 *
 * @param document where figures are drawn; that of JSDOM outside browsers
 */
export function renderReportHtml(report: Report, document: Document): string {
  const numbered = new Map(numberedFigures(report).map((one) => [one.figure as Block, one]));
  const draw = (block: Block): string => {
    if (block.kind === 'text') return `<p>${text(block.text)}</p>`;
    if (block.kind === 'table') return `${table(block.table)}${note(block.note)}`;
    return figure(numbered.get(block)!, document);
  };
  return [
    '<!DOCTYPE html>',
    '<html lang="en" xmlns="http://www.w3.org/1999/xhtml">',
    '<head>',
    '<meta charset="utf-8" />',
    '<meta name="viewport" content="width=device-width, initial-scale=1" />',
    `<title>${text(report.title)}</title>`,
    `<style>${reportStyle}</style>`,
    '</head>',
    '<body>',
    `<h1>${text(report.title)}</h1>`,
    '<main>',
    notices(report.notices),
    cover(report.cover),
    contents(report),
    ...report.chapters.flatMap((chapter) => [
      `<section id="${chapter.id}">`,
      `<h2>${text(chapter.title)}</h2>`,
      `<p>${chapter.cellCount} cells, made by <code>${text(chapter.command)}</code></p>`,
      notices(chapter.notices),
      ...chapter.sections.flatMap((section, at) => [
        `<section id="${idOf(chapter, at)}">`,
        `<h3>${text(section.title)}</h3>`,
        ...section.blocks.map(draw),
        '</section>',
      ]),
      '</section>',
    ]),
    '</main>',
    '</body>',
    '</html>',
    '',
  ]
    .filter((line) => line !== '')
    .join('\n')
    .concat('\n');
}

/** What was found, what was compared, and what the columns count. */
function cover({ verdicts, facts, definitions }: ReportCover): string {
  const list = (lines: readonly CoverLine[]) =>
    `<dl>${lines.map(({ term, text: said }) => `<div><dt>${text(term)}</dt><dd>${text(said)}</dd></div>`).join('')}</dl>`;
  return [
    '<section id="cover" class="cover">',
    ...(verdicts.length === 0
      ? []
      : ['<h2>Verdict</h2>', `<ul>${verdicts.map((line) => `<li>${text(line)}</li>`).join('')}</ul>`]),
    '<h2>What was compared</h2>',
    list(facts),
    '<h2>What the columns count</h2>',
    list(definitions),
    '</section>',
  ].join('\n');
}

const idOf = ({ id }: Chapter, at: number) => `${id}-${at + 1}`;

function contents({ chapters }: Report): string {
  const link = (id: string, title: string) => `<a href="#${id}">${text(title)}</a>`;
  const entry = (chapter: Chapter) => {
    const inner = chapter.sections.map(
      ({ title }: Section, at) => `<li>${link(idOf(chapter, at), title)}</li>`,
    );
    return `<p><strong>${link(chapter.id, chapter.title)}</strong></p>${inner.length > 0 ? `<ul>${inner.join('')}</ul>` : ''}`;
  };
  return `<nav aria-label="Contents">${chapters.map(entry).join('\n')}</nav>`;
}

function notices(lines: readonly string[]): string {
  if (lines.length === 0) return '';
  return `<ul class="notices">${lines.map((line) => `<li>${text(line)}</li>`).join('')}</ul>`;
}

function note(line: string | undefined): string {
  return line === undefined ? '' : `\n<p class="note">${text(line)}</p>`;
}

function table({ title, lead = [], columns, rows, words = false, notes = [] }: TextTable): string {
  // A column of words is set to the left: an entry that begins with a letter makes it one.
  const left = columns.map((_, at) => at === 0 || words || rows.some((row) => /^\p{L}/u.test(row[at] ?? '')));
  const side = (at: number) => (left[at] ? ' class="word"' : '');
  const head = columns.map((column, at) => `<th scope="col"${side(at)}>${text(column)}</th>`).join('');
  const body = rows.map((row) =>
    row
      .map((one, at) =>
        at === 0 ? `<tr><th scope="row">${text(one)}</th>` : `<td${side(at)}>${text(one)}</td>`,
      )
      .join('')
      .concat('</tr>'),
  );
  return [
    `<div class="scroll" role="region" aria-label="${text(title)}" tabindex="0">`,
    `<table><caption>${text(title)}</caption>`,
    `<thead><tr>${head}</tr></thead>`,
    `<tbody>${body.join('\n')}</tbody></table></div>`,
    ...[...lead, ...notes].map((one) => `<p class="note">${text(one)}</p>`),
  ].join('\n');
}

function figure({ figure: block, number, file, chapter }: NumberedFigure, document: Document): string {
  const panels = drawFigure(block, document).map(svgText);
  return [
    `<figure id="${file.replace(/\.svg$/, '')}">`,
    `<div class="panels${block.kind === 'dots' ? ' wide' : ''}" tabindex="0" role="group" aria-label="Panels of figure ${number}">${panels.join('\n')}</div>`,
    `<figcaption><strong>Figure ${number}. ${text(block.title)}.</strong> ${text(block.caption)} Made by <code>${text(chapter.command)}</code>.</figcaption>`,
    '</figure>',
  ].join('\n');
}
