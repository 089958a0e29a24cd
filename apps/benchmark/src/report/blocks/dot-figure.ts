import type { CurveAxis } from './curve-figure.ts';

/** One number of a row, as its mean over seeds and the single seeds. */
export interface Dots {
  readonly mean: number;
  readonly seeds: readonly number[];
}

/** One row of a panel. */
export interface DotRow {
  /** Written at its left. */
  readonly name: string;
  /** One for every measure of the figure, in their order. */
  readonly measures: readonly (Dots | 'undefined')[];
}

/** One small multiple: the same rows beside every measure. */
export interface DotPanel {
  readonly title: string;
  readonly rows: readonly DotRow[];
}

/** A column of a figure of dots. */
export interface DotMeasure {
  readonly axis: CurveAxis;
  /** Where a dotted line stands. */
  readonly reference?: number;
}

/** Rows of dots, one column a measure: the mean as a filled mark, single seeds as hollow ones beside it. */
export interface DotFigure {
  readonly kind: 'dots';
  /** File name without its ending. */
  readonly name: string;
  readonly title: string;
  readonly caption: string;
  readonly measures: readonly DotMeasure[];
  readonly panels: readonly DotPanel[];
}
