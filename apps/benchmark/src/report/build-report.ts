import type { ChapterCells } from './data/chapter-cells.ts';
import { reportCover, type ReportCover, type ReportOrigin } from './data/report-cover.ts';
import type { FigureBlock, ReportContext, Section, SectionBuilder } from './blocks/section.ts';
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
  return {
    title,
    cover: reportCover(chapters, origin, context),
    notices,
    chapters: chapters.map(({ cells, ...about }) => {
      const usual = ofUsualSearch(cells);
      const shown = (section: SectionBuilder) => (section === recourseMethods ? cells : usual);
      return {
        ...about,
        cellCount: cells.length,
        sections: sections.flatMap((section) => section(shown(section), context) ?? []),
      };
    }),
  };
}

/** Every figure of a report in reading order. */
export function numberedFigures({ chapters }: Report): NumberedFigure[] {
  let number = 0;
  return chapters.flatMap((chapter) =>
    chapter.sections
      .flatMap(({ blocks }) => blocks)
      .flatMap((block) => {
        if (block.kind === 'table' || block.kind === 'text') return [];
        number += 1;
        return [{ figure: block, number, file: `${chapter.id}-${block.name}.svg`, chapter }];
      }),
  );
}
