/** Five quantiles of one distribution. */
interface Quantiles {
  readonly q05: number;
  readonly q25: number;
  readonly q50: number;
  readonly q75: number;
  readonly q95: number;
}

/** One row of a panel: a distribution, as the mean of its quantiles over seeds. */
export interface Box {
  readonly name: string;
  readonly style: string;
  readonly quantiles: Quantiles;
  /** The medians of single seeds, drawn as light marks. */
  readonly medians: readonly number[];
}

/** One small multiple. */
export interface BoxPanel {
  readonly title: string;
  readonly boxes: readonly Box[];
}

/** Small multiples of lying boxes: 5 % to 95 % as a line, 25 % to 75 % as a box, the median as a bar. */
export interface BoxFigure {
  readonly kind: 'boxes';
  /** File name without its ending. */
  readonly name: string;
  readonly title: string;
  readonly caption: string;
  readonly x: { readonly label: string; readonly reference?: number };
  readonly panels: readonly BoxPanel[];
}
