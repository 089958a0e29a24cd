import { JSDOM } from 'jsdom';
import { hasOwnTeacher } from '../../cells/method-properties.ts';
import { figureName, sectionsOf } from '../build-report.ts';
import type { SectionBuilder } from '../blocks/section.ts';
import { figureFile } from '../figures/figure-file.ts';
import { atAGlance } from '../sections/at-a-glance.ts';
import { crgAgainstBits } from '../sections/crg-against-bits.ts';
import { crgDistribution } from '../sections/crg-distribution.ts';
import { direction } from '../sections/direction.ts';
import { pareto } from '../sections/pareto.ts';
import { teacherQuality } from '../sections/teacher-quality.ts';
import { vdAgainstBits } from '../sections/vd-against-bits.ts';
import { vdAgainstKappa } from '../sections/vd-against-kappa.ts';
import { cellsOfCsv } from './cells-of-csv.ts';

/** Those whose figures show nothing but what `report.csv` holds. */
const fromColumns: readonly SectionBuilder[] = [
  ...[atAGlance, teacherQuality, vdAgainstKappa, vdAgainstBits],
  ...[crgDistribution, crgAgainstBits, direction, pareto],
];

/** A figure drawn again. */
export interface DrawnFigure {
  /** Name of its file, as a report links to it. */
  readonly file: string;
  readonly title: string;
  readonly caption: string;
  /** The file. */
  readonly svg: string;
}

/**
 * The figures of a chapter of a report, drawn from its `report.csv` alone: those against bits, size and issue margins, the spread of
 * the recourse gap and all rows at a glance. Figures of certificates, near misses by fraction and what recourse methods pay need
 * cells.
 *
 * @param family id of the chapter: begins the names of files
 * @throws BenchmarkError for a file that no report wrote
 */
export function figuresOfCsv(family: string, csv: string): DrawnFigure[] {
  const { document } = new JSDOM('').window;
  const context = {
    ownTeacher: hasOwnTeacher,
    pairedOverPeople: () => null,
    rawLengths: () => null,
    subgroups: () => null,
  };
  return sectionsOf(cellsOfCsv(csv), context, fromColumns)
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => {
      if (block.kind === 'table' || block.kind === 'text') return [];
      const { title, caption } = block;
      return [{ file: figureName(family, block), title, caption, svg: figureFile(block, document) }];
    });
}
