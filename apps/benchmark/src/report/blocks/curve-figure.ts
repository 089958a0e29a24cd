/** One place on a curve: a mean over seeds. */
export interface CurvePoint {
  readonly x: number;
  readonly y: number;
  /** The single seeds behind the mean, drawn as light marks. */
  readonly seeds: readonly { readonly x: number; readonly y: number }[];
}

/** One line or cloud of a panel. Its look follows from `style`, the same in every figure of a report. */
export interface CurveSeries {
  /** Written beside the last point. */
  readonly name: string;
  /** What decides shape, dash and tint: the name of the method, or any text. */
  readonly style: string;
  readonly points: readonly CurvePoint[];
}

/** One small multiple. */
export interface CurvePanel {
  readonly title: string;
  readonly series: readonly CurveSeries[];
}

/** How an axis is drawn. */
export interface CurveAxis {
  /** With its unit. */
  readonly label: string;
  /** `symlog` is linear below `constant` and logarithmic above it. */
  readonly type: 'linear' | 'log' | 'symlog';
  readonly constant?: number;
  /** Where ticks stand; the library chooses where none are given. */
  readonly ticks?: readonly number[];
  /** Its ends; from the data of all panels where not given. */
  readonly low?: number;
  readonly high?: number;
  /** Writes shares as percent. */
  readonly percent?: boolean;
}

/** A line across a panel, with its meaning written on it; nothing is written where the axis says it. */
export interface Reference {
  readonly y: number;
  readonly label: string;
}

/** Small multiples of curves; where `lines` is false, of clouds whose points are joined faintly. */
export interface CurveFigure {
  readonly kind: 'curves';
  /** File name without its ending. */
  readonly name: string;
  readonly title: string;
  readonly caption: string;
  readonly x: CurveAxis;
  readonly y: CurveAxis;
  readonly lines: boolean;
  readonly reference?: Reference;
  readonly panels: readonly CurvePanel[];
}
