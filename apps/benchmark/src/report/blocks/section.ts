import type { Subgroups } from '../../cells/diagnostics/subgroups-schema.ts';
import type { RawLengths } from '../data/raw-lengths.ts';
import type { PairedInterval } from '../../tables/paired-intervals.ts';
import type { Cell } from '../../cells/cell.ts';
import type { TextTable } from '../../tables/text-table.ts';
import type { BoxFigure } from './box-figure.ts';
import type { CurveFigure } from './curve-figure.ts';
import type { DotFigure } from './dot-figure.ts';

/** A table and, below it, what its reader needs to know. */
export interface TableBlock {
  readonly kind: 'table';
  readonly table: TextTable;
  readonly note?: string;
}

/** Running text; plain, without markup. */
interface TextBlock {
  readonly kind: 'text';
  readonly text: string;
}

/** A figure as plain data: what is drawn, not how. */
export type FigureBlock = CurveFigure | BoxFigure | DotFigure;

/** One piece of a section. */
export type Block = TableBlock | TextBlock | FigureBlock;

/** One heading of a chapter and what stands under it. */
export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** What sections need to know beyond the cells. */
export interface ReportContext {
  /** Whether a method trains a teacher of its own, so that its promises are not those of the other methods. */
  readonly ownTeacher: (method: string) => boolean;
  /**
   * The difference of two methods over the same people and seeds, from stored per-instance records; null where
   * records are missing.
   *
   * @param pairs cells of the same seed, first minus second
   */
  readonly pairedOverPeople: (
    pairs: readonly (readonly [first: Cell, second: Cell])[],
    kappa: number,
  ) => readonly PairedInterval[] | null;
  /** How long the teacher's actions are in raw values, from the stored record; null where that is missing. */
  readonly rawLengths: (cell: Cell, kappa: number) => RawLengths | null;
  /** What the stored record says of subgroups, where the cell itself does not; null where that is missing. */
  readonly subgroups: (cell: Cell) => Subgroups | null;
}

/**
 * Makes one section of a chapter from its cells, or null where they do not hold what it shows. Pure: no file is read,
 * and equal cells make equal sections.
 */
export type SectionBuilder = (cells: readonly Cell[], context: ReportContext) => Section | null;
