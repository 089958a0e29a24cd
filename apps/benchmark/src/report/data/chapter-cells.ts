import type { Cell } from '../../cells/cell.ts';

/** Cells that belong together: one plan. */
export interface ChapterCells {
  /** Letters, digits, - and _; different for every chapter. */
  readonly id: string;
  readonly title: string;
  /** The command line that made the cells, or makes them again. */
  readonly command: string;
  readonly cells: readonly Cell[];
  /** What a reader must know about cells that are missing, one line each. */
  readonly notices: readonly string[];
}

/** A cell and the chapters in which it stands. */
export interface CellOfReport {
  readonly cell: Cell;
  readonly chapters: readonly string[];
}
