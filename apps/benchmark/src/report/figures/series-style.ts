import { methods, type Method, type MethodRole } from '@cfq/training';

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

const all: readonly Method[] = Object.values(methods);
const ofRole = (role: MethodRole) => all.filter((method) => method.role === role).map(({ name }) => name);

/**
 * What others are compared with, in the order in which they joined, which decides their looks: a method that joins later takes the
 * next place, so that figures drawn before keep theirs.
 */
const joined: readonly string[] = [
  ...[
    'cf-ptq',
    'cf-ptq-sensitivity',
    'cfq',
    'cfq-hinge',
    'cfq-match',
    'cfq-uniform',
    'kd',
    'kd-quant',
    'lsq',
  ],
  ...['mixed-ptq', 'mixedprec', 'pact', 'prune-quant', 'ptq4', 'ptq8', 'r-consistency', 'r-margin'],
  ...['binary', 'deep-compression', 'dorefa', 'ewgs', 'hgq', 'kd-fresh', 'kd-long', 'lsq-plus', 'ptq'],
  ...['ptq-aciq', 'ptq-aciq-channels', 'ptq-adaround', 'ptq-awq', 'ptq-brecq', 'ptq-gptq', 'ternary'],
  ...['cfq-certified', 'cfq-low-bit', 'cfq-channels'],
];

/** The place from which on names that are no method's take looks: a number, since methods that join must not move it. */
const firstOtherPlace = 35;

/** Our own methods that are drawn in ink, in their order. */
const drawnInInk: readonly string[] = ['cf-ptq-faithful', 'cfq-faithful'];

const compared = [
  ...joined,
  ...all
    .filter(({ name, role }) => role !== 'floor' && !joined.includes(name) && !drawnInInk.includes(name))
    .map(({ name }) => name),
];

/** The first as a line without gaps. */
const inInk: readonly SeriesStyle[] = [
  { tint: ink, dash: '', symbol: 'circle', filled: true, strokeWidth: 2.4 },
  { tint: ink, dash: '6 3', symbol: 'circle', filled: false, strokeWidth: 2 },
];
/** What no method falls below, thin and grey. */
const floor: SeriesStyle = {
  tint: '#6f6f6f',
  dash: '1 3',
  symbol: 'circle',
  filled: false,
  strokeWidth: 1.6,
};

const own: ReadonlyMap<string, SeriesStyle> = new Map([
  ['observed', inInk[0]!],
  ...drawnInInk.map((name, place) => [name, inInk[place]!] as const),
  ...ofRole('floor').map((name) => [name, floor] as const),
]);

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
  const taken = new Set(keys.map((key) => compared.indexOf(key)));
  let next = firstOtherPlace;
  const other = (): number => {
    while (taken.has(next)) next += 1;
    return next++;
  };
  const styles = new Map<string, SeriesStyle>();
  for (const key of keys) {
    if (styles.has(key)) continue;
    const place = compared.indexOf(key);
    styles.set(key, own.get(key) ?? numbered(place >= 0 ? place : other()));
  }
  return styles;
}
