import * as Plot from '@observablehq/plot';
import { fixed } from '../../tables/format-quantity.ts';
import { axisDomain, axisOptions, axisScale } from './curve-axis.ts';
import type { DotFigure, DotMeasure, DotPanel, DotRow, Dots } from '../blocks/dot-figure.ts';
import { finishPanel } from './finish-panel.ts';
import { panelSize } from './panel-size.ts';
import { svgElement } from './svg-element.ts';

const leastRow = 19;
const column = { width: 214, left: 10, right: 16 } as const;
/** As many ticks as a column has room for. */
const columnTicks = 4;
/** A longer name is written in several lines. */
const longestLine = 44;
/** The room of a row that its seeds are spread over, so that equal ones do not hide each other. */
const spread = 0.56;

/** Draws one small multiple of rows of dots: names at the left, then one column a measure. */
export function drawDotPanel(figure: DotFigure, panel: DotPanel, document: Document): SVGElement {
  const { marginTop, marginBottom, letter, line } = panelSize;
  const { rows, title } = panel;
  const names = rows.map(({ name }) => linesOf(name));
  const margin = Math.ceil(Math.max(...names.flat().map(({ length }) => length)) * letter + 10);
  const rowHeight = Math.max(leastRow, ...names.map(({ length }) => length * line + 5));
  const width = margin + column.width * figure.measures.length;
  const height = marginTop + rowHeight * rows.length + marginBottom;
  const group = svgElement(document, 'g', {}, [
    ...names.flatMap((lines, at) =>
      lines.map((name, place) => {
        const y = marginTop + (at + 0.5) * rowHeight + (place - (lines.length - 1) / 2) * line;
        return svgElement(document, 'text', { x: margin, y, dy: '0.32em', 'text-anchor': 'end' }, name);
      }),
    ),
    ...figure.measures.map((measure, at) => {
      const drawn = drawColumn(measure, valuesOf(figure, at), { rows, rowHeight }, at, document);
      const place = { transform: `translate(${margin + at * column.width},0)` };
      return svgElement(document, 'g', place, [...drawn.children]);
    }),
  ]);
  const plot = svgElement(document, 'svg', {}, [group]);
  const description = rows.map((row) => inWords(figure.measures, row)).join(' ');
  return finishPanel({ document, plot, width, height, title, description });
}

/** A name in lines, broken between its parts, and between words of a part that is longer than a line. */
function linesOf(name: string): string[] {
  const lines: string[] = [];
  for (const part of name.split(/(?<=,) /)) {
    for (const piece of part.length > longestLine ? part.split(' ') : [part]) {
      const last = lines.at(-1);
      if (last === undefined || last.length + piece.length + 1 > longestLine) lines.push(piece);
      else lines[lines.length - 1] = `${last} ${piece}`;
    }
  }
  return lines;
}

/** Every number of one measure; the panels of a figure share its axis. */
function valuesOf({ panels, measures }: DotFigure, at: number): number[] {
  const line = measures[at]?.reference;
  return [
    ...panels.flatMap(({ rows }) =>
      rows.flatMap(({ measures: given }) => {
        const dots = given[at] ?? 'undefined';
        return dots === 'undefined' ? [] : [dots.mean, ...dots.seeds];
      }),
    ),
    ...(line === undefined ? [] : [line]),
  ];
}

function drawColumn(
  { axis, reference }: DotMeasure,
  values: readonly number[],
  { rows, rowHeight }: { readonly rows: readonly DotRow[]; readonly rowHeight: number },
  at: number,
  document: Document,
): Element {
  const { marginTop, marginBottom } = panelSize;
  const domain = axisDomain(axis, values.length > 0 ? values : [0]);
  const { ticks, tickFormat } = axisOptions(axis, domain, columnTicks);
  const plot = Plot.plot({
    document,
    width: column.width,
    height: marginTop + rowHeight * rows.length + marginBottom,
    marginTop,
    marginBottom,
    marginLeft: column.left,
    marginRight: column.right,
    x: { ...axisScale(axis, domain), insetLeft: 8, insetRight: 8 },
    y: { type: 'linear', domain: [rows.length - 0.5, -0.5], axis: null },
    marks: [
      Plot.ruleY(rows, { y: (_row: DotRow, index: number) => index, strokeOpacity: 0.13 }),
      Plot.gridX({ stroke: '#000000', strokeOpacity: 0.09, ticks }),
      Plot.axisX({
        label: axis.label,
        labelAnchor: 'center',
        labelArrow: 'none',
        tickSize: 4,
        ticks,
        tickFormat,
      }),
      Plot.frame({ strokeOpacity: 0.35 }),
      ...(reference === undefined
        ? []
        : [Plot.ruleX([reference], { strokeOpacity: 0.75, strokeDasharray: '1 3' })]),
      ...rows.flatMap(({ measures }, row) => dotMarks(measures[at] ?? 'undefined', row)),
    ],
  });
  plot.querySelector('style')?.remove();
  return plot;
}

function dotMarks(dots: Dots | 'undefined', row: number): Plot.Markish[] {
  if (dots === 'undefined') {
    const text = { y: row, frameAnchor: 'left', dx: 6, fontWeight: 'bold' } as const;
    return [Plot.text(['–'], text)];
  }
  const { mean, seeds } = dots;
  const step = seeds.length > 1 ? spread / (seeds.length - 1) : 0;
  const beside = seeds.map((x, index) => ({ x, y: row + index * step - spread / 2 }));
  return [
    Plot.dot([{ x: mean, y: row }], { x: 'x', y: 'y', r: 4.2, fill: 'currentColor', stroke: 'none' }),
    ...(seeds.length > 1
      ? [
          Plot.dot(beside, {
            x: 'x',
            y: 'y',
            r: 2,
            fill: '#ffffff',
            fillOpacity: 0.75,
            stroke: '#555555',
            strokeWidth: 0.9,
          }),
        ]
      : []),
  ];
}

function inWords(measures: readonly DotMeasure[], { name, measures: given }: DotRow): string {
  const parts = measures.map(({ axis }, at) => {
    const dots = given[at] ?? 'undefined';
    return `${axis.label} ${dots === 'undefined' ? 'without a number' : fixed(dots.mean, 4)}`;
  });
  return `${name}: ${parts.join(', ')}.`;
}
