import type { Cell } from '../cells/cell.ts';
import type { ChapterCells } from './data/chapter-cells.ts';
import { reportCover, type ReportCover, type ReportOrigin } from './data/report-cover.ts';
import type { FigureBlock, ReportContext, Section, SectionBuilder } from './blocks/section.ts';
import { inWords, sectionInWords } from './data/in-words.ts';
import { ofUsualSearch } from './data/of-usual-search.ts';
import { sections } from './sections.ts';
import { recourseMethods } from './sections/recourse/recourse-methods.ts';

/** A chapter with its sections. */
export interface Chapter extends Omit<ChapterCells, 'cells'> {
  readonly cellCount: number;
  readonly sections: readonly Section[];
}

/** A whole report, as plain data. */
export interface Report {
  readonly title: string;
  readonly cover: ReportCover;
  /** What holds for the whole folder, one line each: damaged files above all. */
  readonly notices: readonly string[];
  readonly chapters: readonly Chapter[];
}

/** A figure, its number in the report and the name of its file. */
export interface NumberedFigure {
  readonly figure: FigureBlock;
  readonly number: number;
  readonly file: string;
  readonly chapter: Chapter;
}

/** Arranges cells as a report. Pure. */
export function buildReport(
  {
    title,
    notices,
    origin,
    chapters,
  }: Pick<Report, 'title' | 'notices'> & {
    readonly origin: ReportOrigin;
    readonly chapters: readonly ChapterCells[];
  },
  context: ReportContext,
): Report {
  const cover = reportCover(chapters, origin, context);
  return {
    title,
    cover: { ...cover, verdicts: cover.verdicts.map(inWords) },
    notices,
    chapters: chapters.map(({ cells, ...about }) => ({
      ...about,
      cellCount: cells.length,
      sections: sectionsOf(cells, context),
    })),
  };
}

/**
 * The sections of a chapter, their labels in words.
 *
 * @param builders in the order of the chapter
 */
export function sectionsOf(
  cells: readonly Cell[],
  context: ReportContext,
  builders: readonly SectionBuilder[] = sections,
): Section[] {
  const usual = ofUsualSearch(cells);
  return builders.flatMap((build) => {
    const made = build(build === recourseMethods ? cells : usual, context);
    return made === null ? [] : sectionInWords(made);
  });
}

/** The name of a figure's file within a report. */
export const figureName = (chapter: string, { name }: FigureBlock): string => `${chapter}-${name}.svg`;

/** Every figure of a report in reading order. */
export function numberedFigures({ chapters }: Report): NumberedFigure[] {
  let number = 0;
  return chapters.flatMap((chapter) =>
    chapter.sections
      .flatMap(({ blocks }) => blocks)
      .flatMap((block) => {
        if (block.kind === 'table' || block.kind === 'text') return [];
        number += 1;
        return [{ figure: block, number, file: figureName(chapter.id, block), chapter }];
      }),
  );
}
