/** How a series looks: three signs that work without each other, so that no colour is needed. */
export interface SeriesStyle {
  readonly tint: string;
  readonly dash: string;
  readonly symbol: 'circle' | 'square' | 'diamond' | 'triangle' | 'star' | 'cross' | 'wye';
  /** Hollow symbols show the paper through. */
  readonly filled: boolean;
  readonly strokeWidth: number;
}

const ink = 'currentColor';
/** Of differing lightness, and apart for the usual kinds of colour blindness (after Okabe and Ito, 2008). */
const tints = ['#d55e00', '#0072b2', '#009e73', '#a64d79', '#8a6d00', '#2f86c1', '#666666'] as const;
const dashes = ['6 3', '2 3', '9 3 2 3', '12 4', '1 2'] as const;
const symbols = ['square', 'triangle', 'diamond', 'star', 'cross', 'wye'] as const;

/** Every method's place among the styles, so that it looks the same in every figure of every report. */
const order = [
  'lsq',
  'kd',
  'mixedprec',
  'cfq',
  'pact',
  'cfq-uniform',
  'cfq-hinge',
  'cfq-match',
  'ptq4',
  'ptq8',
  'mixed-ptq',
  'cf-ptq',
  'cf-ptq-sensitivity',
  'r-margin',
  'r-consistency',
  'prune-quant',
  'kd-quant',
];

const own: Readonly<Record<string, SeriesStyle>> = {
  'cfq-faithful': { tint: ink, dash: '', symbol: 'circle', filled: true, strokeWidth: 2.4 },
  'cf-ptq-faithful': { tint: ink, dash: '6 3', symbol: 'circle', filled: false, strokeWidth: 2 },
  observed: { tint: ink, dash: '', symbol: 'circle', filled: true, strokeWidth: 2.4 },
  retrained: { tint: '#6f6f6f', dash: '1 3', symbol: 'circle', filled: false, strokeWidth: 1.6 },
};

const numbered = (place: number): SeriesStyle => ({
  tint: tints[place % tints.length]!,
  dash: dashes[place % dashes.length]!,
  symbol: symbols[place % symbols.length]!,
  filled: Math.floor(place / symbols.length) % 2 === 0,
  strokeWidth: 1.6,
});

/**
 * The styles of one figure. A method keeps its own in every figure; other names, and a method's second appearance under
 * another recipe, take those that are left, in the order given.
 *
 * @param keys the `style` of every series, duplicates allowed
 */
export function seriesStyles(keys: readonly string[]): ReadonlyMap<string, SeriesStyle> {
  let next = order.length;
  const styles = new Map<string, SeriesStyle>();
  for (const key of keys) {
    if (styles.has(key)) continue;
    const place = order.indexOf(key);
    styles.set(key, own[key] ?? numbered(place >= 0 ? place : next++));
  }
  return styles;
}
