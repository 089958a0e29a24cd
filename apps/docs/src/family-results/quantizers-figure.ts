import * as Plot from '@observablehq/plot';
import type { QuantizerRow } from './quantizer-results.ts';

const rowHeight = 20;
const width = 760;
const left = 128;

/** One mark a width: colour and symbol say the same, so that none is needed alone. After Okabe and Ito (2008). */
const marks = [
  { tint: '#7a4da6', symbol: 'diamond', word: 'diamonds' },
  { tint: '#d55e00', symbol: 'triangle', word: 'triangles' },
  { tint: '#2f86c1', symbol: 'square', word: 'squares' },
  { tint: '#009e73', symbol: 'circle', word: 'circles' },
] as const;

/** A width looks the same in every figure. */
const markOf = (bits: number) => marks[(bits - 1) % marks.length]!;

/**
 * Promises that break at κ = 0.2, a row a method, a column a data set, a mark a width; lines are the intervals.
 *
 * @param document where elements are made
 * @returns the text of an SVG element
 */
export function quantizersFigure(rows: readonly QuantizerRow[], document: Document): string {
  const shown = rows.flatMap(({ dataset, method, bits, measures: { brokenWithMargin: broken } }) =>
    broken.mean === null ? [] : [{ dataset, method, bits, ...broken }],
  );
  const datasets = [...new Set(shown.map(({ dataset }) => dataset))];
  const names = [...new Set(shown.map(({ method }) => method))];
  const widths = [...new Set(shown.map(({ bits }) => bits))].sort((a, b) => a - b);
  const ofWidth = widths.flatMap((bits, at) => {
    const data = shown.filter((row) => row.bits === bits);
    const { tint, symbol } = markOf(bits);
    // Marks of a row stand above one another, so that intervals do not cover each other.
    const dy = (at - (widths.length - 1) / 2) * 5;
    const place = { y: 'method', fx: 'dataset', dy } as const;
    return [
      Plot.ruleY(
        data.filter(({ lower }) => lower !== null),
        { ...place, x1: 'lower', x2: 'upper', stroke: tint, strokeOpacity: 0.7 },
      ),
      Plot.dot(data, { ...place, x: 'mean', stroke: tint, fill: tint, symbol, r: 3 }),
    ];
  });
  const plot = Plot.plot({
    document,
    width,
    height: rowHeight * names.length + 76,
    marginLeft: left,
    marginRight: 16,
    marginTop: 34,
    marginBottom: 40,
    style: { background: 'none', fontSize: '11px', overflow: 'visible' },
    fx: { domain: datasets, label: null },
    y: { domain: names, label: null },
    x: {
      label: 'promises broken at κ = 0.2, %',
      grid: true,
      labelAnchor: 'center',
      labelArrow: 'none',
      ticks: 4,
    },
    marks: ofWidth,
  });
  plot.setAttribute('role', 'img');
  plot.setAttribute('aria-label', 'Promises that break at κ = 0.2 by method, data set and bits');
  return plot.outerHTML;
}

/** What the marks of {@link quantizersFigure} stand for, in order. */
export function widthKey(rows: readonly QuantizerRow[]): string {
  return [...new Set(rows.map(({ bits }) => bits))]
    .sort((a, b) => a - b)
    .map((bits) => `${markOf(bits).word} ${bits} ${bits === 1 ? 'bit' : 'bits'}`)
    .join(', ');
}
