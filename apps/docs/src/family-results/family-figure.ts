import * as Plot from '@observablehq/plot';

const rowHeight = 20;
const width = 760;

/** Colour and symbol say the same, so that none is needed alone. After Okabe and Ito (2008). */
const marks = [
  { tint: '#d55e00', symbol: 'triangle', word: 'triangles' },
  { tint: '#2f86c1', symbol: 'square', word: 'squares' },
  { tint: '#009e73', symbol: 'circle', word: 'circles' },
  { tint: '#7a4da6', symbol: 'diamond', word: 'diamonds' },
] as const;

/** Where nothing is told apart by them: in ink, as a colour would be taken for that of a method. */
const plain = { tint: 'currentColor', symbol: 'circle', word: 'circles' } as const;

/** A number of a figure: where it stands, and its interval. */
export interface FigureRow {
  readonly dataset: string;
  /** Written at the left. */
  readonly name: string;
  /** Bits; the same ones look alike. */
  readonly bits: number;
  readonly mean: number;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** A figure of what a family measured. */
export interface FamilyFigure {
  /** Text of an SVG element. */
  readonly svg: string;
  /** What its marks stand for. */
  readonly key: string;
}

/**
 * A row a name, a column a data set, a mark a number of bits; lines are intervals.
 *
 * @param label what the horizontal axis counts
 * @param document where elements are made
 */
export function familyFigure(
  rows: readonly FigureRow[],
  {
    label,
    marginLeft,
    document,
  }: { readonly label: string; readonly marginLeft: number; readonly document: Document },
): FamilyFigure {
  const datasets = [...new Set(rows.map(({ dataset }) => dataset))];
  const names = [...new Set(rows.map(({ name }) => name))];
  const widths = [...new Set(rows.map(({ bits }) => bits))].sort((a, b) => a - b);
  const markOf = (at: number) => (widths.length === 1 ? plain : marks[at % marks.length]!);
  const drawn = widths.flatMap((bits, at) => {
    const data = rows.filter((row) => row.bits === bits);
    const { tint, symbol } = markOf(at);
    // Marks of a row stand above one another, so that intervals do not cover each other.
    const place = { y: 'name', fx: 'dataset', dy: (at - (widths.length - 1) / 2) * 5 } as const;
    return [
      Plot.ruleY(
        data.filter(({ lower }) => lower !== null),
        { ...place, x1: 'lower', x2: 'upper', stroke: tint, strokeOpacity: 0.7 },
      ),
      Plot.dot(data, { ...place, x: 'mean', stroke: tint, fill: tint, symbol, r: 3 }),
    ];
  });
  const plot = Plot.plot({
    ...{ document, width, height: rowHeight * names.length + 76 },
    ...{ marginLeft, marginRight: 16, marginTop: 34, marginBottom: 40 },
    style: { background: 'none', fontSize: '11px', overflow: 'visible' },
    fx: { domain: datasets, label: null, padding: 0.12 },
    y: { domain: names, label: null },
    x: {
      ...{ label, grid: true, labelAnchor: 'center', labelArrow: 'none' },
      ...{
        ticks: datasets.length > 3 ? 2 : 4,
        tickFormat: (value: number) => String(value).replace('-', '−'),
      },
    },
    marks: drawn,
  });
  // Groups have no role that could be named; the figure as a whole is.
  for (const group of plot.querySelectorAll('g[aria-label]')) {
    group.setAttribute('data-mark', group.getAttribute('aria-label')!);
    group.removeAttribute('aria-label');
  }
  plot.setAttribute('role', 'img');
  plot.setAttribute('aria-label', label);
  const key = widths
    .map((bits, at) => `${markOf(at).word} ${bits} ${bits === 1 ? 'bit' : 'bits'}`)
    .join(', ');
  return { svg: plot.outerHTML, key };
}
